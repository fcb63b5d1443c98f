using System.Threading.Channels;

namespace CodexPooler.Accounts.Registry.Watching;

/// <summary>Wakes the feed at once after a change made in this process; other replicas' changes are found by its poll.</summary>
internal sealed class ChangeSignal
{
    private readonly Channel<bool> _wishes = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Raise() => _wishes.Writer.TryWrite(true);

    /// <summary>Returns after the next change, or after <paramref name="patience"/>.</summary>
    public async Task WaitAsync(TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await _wishes.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }
    }
}
