namespace CodexPooler.Edge.Relay;

/// <summary>
/// One writer at a time, of two: one that waits for its turn, and one that does without when it is not free. Hardly ever is
/// there anything to wait for, and then nothing is made for it.
/// </summary>
internal sealed class WriteTurn
{
    private static readonly object Taken = new();

    // Null when it is free, else taken, by itself or as what the one who waits is told by.
    private object? _state;

    public bool TryEnter() => Interlocked.CompareExchange(ref _state, Taken, null) is null;

    public ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        return TryEnter() ? default : WaitAsync(cancellationToken);
    }

    public void Leave()
    {
        if (Interlocked.CompareExchange(ref _state, null, Taken) == Taken) return;
        var waiting = (TaskCompletionSource)Interlocked.Exchange(ref _state, Taken)!;
        // Who gave up in this moment does not take it.
        if (!waiting.TrySetResult()) Leave();
    }

    private async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (Interlocked.CompareExchange(ref _state, waiting, Taken) != Taken)
            if (TryEnter())
                return;
        using var giving = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), waiting);
        try
        {
            await waiting.Task;
        }
        catch (OperationCanceledException)
        {
            Interlocked.CompareExchange(ref _state, Taken, waiting);
            throw;
        }
    }
}
