namespace CodexPooler.Bench.Grpc;

/// <summary>A server and a client of it, to be measured.</summary>
internal interface IEchoSide : IAsyncDisposable
{
    string Name { get; }

    Task CallAsync();
}
