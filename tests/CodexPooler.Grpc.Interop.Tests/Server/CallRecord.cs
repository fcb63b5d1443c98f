using System.Collections.Concurrent;

namespace CodexPooler.Grpc.Interop.Tests.Server;

/// <summary>What our server saw of the calls that carry an id.</summary>
internal sealed class CallRecord
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _started = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<bool>> _ended = new();
    private int _answered;

    /// <summary>How many unary calls were answered with a message.</summary>
    public int Answered => Volatile.Read(ref _answered);

    public void Answer() => Interlocked.Increment(ref _answered);

    public void Started(string id) => Starting(id).TrySetResult();

    public void Ended(string id, bool cancelled) => Ending(id).TrySetResult(cancelled);

    public Task StartedAsync(string id) => Starting(id).Task.WaitAsync(Patience);

    /// <summary>Completes when the call has ended: true when by cancellation.</summary>
    public Task<bool> CancelledAsync(string id) => Ending(id).Task.WaitAsync(Patience);

    private TaskCompletionSource Starting(string id) =>
        _started.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private TaskCompletionSource<bool> Ending(string id) =>
        _ended.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
