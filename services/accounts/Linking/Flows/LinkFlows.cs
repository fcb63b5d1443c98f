using System.Collections.Concurrent;
using System.Threading.Channels;

namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>The logins under way in this process and those that ended lately.</summary>
internal sealed class LinkFlows
{
    private readonly ConcurrentDictionary<string, PendingLink> _flows = new(StringComparer.Ordinal);
    private readonly Channel<PendingLink> _started = Channel.CreateUnbounded<PendingLink>(new() { SingleReader = true });

    public ChannelReader<PendingLink> Started => _started.Reader;

    public PendingLink Add(PendingLink flow)
    {
        _flows[flow.Id] = flow;
        _started.Writer.TryWrite(flow);
        return flow;
    }

    public PendingLink? Find(string id) => _flows.GetValueOrDefault(id);

    public PendingLink? OwnerOf(string state) => _flows.Values.FirstOrDefault(flow => flow.Browser?.Owns(state) == true);

    public PendingLink? PendingFor(string inviteId) =>
        _flows.Values.FirstOrDefault(flow => flow.IsPending && flow.Order.InviteId == inviteId);

    public void Remove(PendingLink flow)
    {
        if (_flows.TryRemove(flow.Id, out _)) flow.Dispose();
    }
}
