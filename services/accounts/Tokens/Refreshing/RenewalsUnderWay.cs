using System.Collections.Concurrent;
using System.Threading.Channels;

namespace CodexPooler.Accounts.Tokens.Refreshing;

/// <summary>The accounts whose exchange this process has claimed and not yet ended, and the news of it.</summary>
internal sealed class RenewalsUnderWay
{
    private readonly ConcurrentDictionary<Guid, bool> _claimed = new();
    private readonly Channel<Guid> _news = Channel.CreateUnbounded<Guid>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Accounts whose renewal began or ended here.</summary>
    public ChannelReader<Guid> News => _news.Reader;

    public bool Holds(Guid accountId) => _claimed.ContainsKey(accountId);

    public void Begin(Guid accountId)
    {
        _claimed[accountId] = true;
        _news.Writer.TryWrite(accountId);
    }

    public void End(Guid accountId)
    {
        if (_claimed.TryRemove(accountId, out _)) _news.Writer.TryWrite(accountId);
    }
}
