using Grpc.Core;

namespace CodexPooler.Edge.Tests.TestData;

internal sealed class EndedStream<T> : IAsyncStreamReader<T>
{
    public T Current => throw new InvalidOperationException("There is nothing in here.");

    public Task<bool> MoveNext(CancellationToken cancellationToken) => Task.FromResult(false);
}
