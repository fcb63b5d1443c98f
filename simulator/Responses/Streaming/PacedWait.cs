using System.Threading.Tasks.Sources;

namespace CodexPooler.Simulator.Responses.Streaming;

/// <summary>One stream's place on the wheel, reused for each of its waits.</summary>
internal sealed class PacedWait : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };

    /// <summary>The next wait in the same slot.</summary>
    public PacedWait? Next { get; set; }

    public int Rounds { get; set; }

    public ValueTask Task => new(this, _core.Version);

    public void Arm() => _core.Reset();

    public void Complete() => _core.SetResult(true);

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
