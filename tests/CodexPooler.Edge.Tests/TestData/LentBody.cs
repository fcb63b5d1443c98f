namespace CodexPooler.Edge.Tests.TestData;

/// <summary>Memory of which a test learns that it was given back.</summary>
internal sealed class LentBody : IDisposable
{
    private readonly TaskCompletionSource _given = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task GivenBack => _given.Task;

    public void Dispose() => _given.TrySetResult();
}
