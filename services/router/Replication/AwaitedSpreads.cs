namespace CodexPooler.Routing.Replication;

/// <summary>Who waits for all peers to have heard of a batch. Used under the replicator's lock.</summary>
internal sealed class AwaitedSpreads
{
    private readonly List<(long Sequence, TaskCompletionSource Told)> _waiting = [];

    public Task Until(long sequence)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add((sequence, told));
        return told.Task;
    }

    public void Tell(Func<long, bool> isReached) => _waiting.RemoveAll(one => isReached(one.Sequence) && one.Told.TrySetResult());
}
