using CodexPooler.Edge.Warmup;

namespace CodexPooler.Edge.Tests.Warmup;

/// <summary>A rehearsal that serves one turn and then waits for the test.</summary>
internal sealed class ScriptedRehearsal : IRehearsal
{
    private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Began => _began.Task;

    /// <summary>It was told to end, or has ended.</summary>
    public Task Left => _left.Task;

    public TaskCompletionSource Rest { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async Task RunAsync(WarmupProgress progress, CancellationToken cancellationToken)
    {
        progress.Advance();
        _began.SetResult();
        try
        {
            await Rest.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _left.SetResult();
        }
    }
}
