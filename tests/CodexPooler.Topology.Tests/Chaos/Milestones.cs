namespace CodexPooler.Topology.Tests.Chaos;

/// <summary>A count that can be waited for: what happens next in a test waits for progress, never for a clock.</summary>
internal sealed class Milestones
{
    private readonly Lock _gate = new();
    private readonly List<(int At, TaskCompletionSource Reached)> _awaited = [];
    private int _count;

    public void Reach()
    {
        lock (_gate)
        {
            _count++;
            _awaited.RemoveAll(one => one.At <= _count && one.Reached.TrySetResult());
        }
    }

    /// <summary>Until there are so many more than now.</summary>
    public Task AfterAsync(int more, CancellationToken cancellationToken)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate) _awaited.Add((_count + more, reached));
        return reached.Task.WaitAsync(cancellationToken);
    }
}
