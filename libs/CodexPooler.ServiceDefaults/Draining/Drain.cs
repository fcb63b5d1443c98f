namespace CodexPooler.ServiceDefaults.Draining;

internal sealed class Drain : IDrain, IDisposable
{
    private readonly CancellationTokenSource _draining = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inFlight;

    public CancellationToken Draining => _draining.Token;

    public int InFlight => Volatile.Read(ref _inFlight);

    public IDisposable Track()
    {
        Interlocked.Increment(ref _inFlight);
        return new Work(this);
    }

    public Task BeginAsync() => _draining.CancelAsync();

    /// <summary>Call once the delay is over: from then on the first moment without work counts as idle.</summary>
    public Task WaitIdleAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref _waiting, true);
        if (InFlight == 0) _idle.TrySetResult();
        return _idle.Task.WaitAsync(cancellationToken);
    }

    public void Dispose() => _draining.Dispose();

    private bool _waiting;

    private void Finish()
    {
        if (Interlocked.Decrement(ref _inFlight) == 0 && Volatile.Read(ref _waiting)) _idle.TrySetResult();
    }

    private sealed class Work(Drain owner) : IDisposable
    {
        private Drain? _owner = owner;

        public void Dispose() => Interlocked.Exchange(ref _owner, null)?.Finish();
    }
}
