namespace CodexPooler.Accounts.Registry.Storage;

/// <summary>One change waiting for a commit, and the promise of its result.</summary>
internal abstract class PendingChange(string actor)
{
    private int _claimed;

    public string Actor { get; } = actor;

    public bool IsTaken { get; private set; }

    /// <summary>Why it was refused in the attempt under way; the changes around it go on.</summary>
    public Exception? Refusal { get; set; }

    /// <summary>False when its caller has left.</summary>
    public bool TryTake() => IsTaken = TryClaim();

    /// <summary>False when it is being committed already.</summary>
    public bool TryWithdraw() => TryClaim();

    public abstract Task RunAsync(DirectoryChange change);

    public abstract void Complete();

    public abstract void Fail(Exception cause);

    private bool TryClaim() => Interlocked.Exchange(ref _claimed, 1) == 0;
}

/// <inheritdoc/>
internal sealed class PendingChange<T>(string actor, Func<DirectoryChange, Task<T>> edit) : PendingChange(actor)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Done => _done.Task;

    public override async Task RunAsync(DirectoryChange change) => _result = await edit(change);

    public override void Complete()
    {
        if (Refusal is { } refusal) _done.TrySetException(refusal);
        else _done.TrySetResult(_result!);
    }

    public override void Fail(Exception cause) => _done.TrySetException(cause);
}
