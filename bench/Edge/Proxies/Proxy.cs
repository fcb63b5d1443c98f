namespace CodexPooler.Bench.Edge.Proxies;

/// <summary>What is measured: a process, its port, and how a client addresses it.</summary>
internal sealed record Proxy(
    string Name, ProxyProcess Process, int Port, string StreamPath, string JsonPath, string Headers) : IAsyncDisposable
{
    /// <summary>Processes it cannot do without.</summary>
    public IReadOnlyList<ProxyProcess> Companions { get; init; } = [];

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        foreach (var companion in Companions) await companion.DisposeAsync();
    }
}
