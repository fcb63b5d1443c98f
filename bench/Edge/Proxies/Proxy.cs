namespace CodexPooler.Bench.Edge.Proxies;

/// <summary>What is measured: a process, its port, and how a client addresses it.</summary>
internal sealed record Proxy(
    string Name, ProxyProcess Process, int Port, string StreamPath, string JsonPath, string Headers) : IAsyncDisposable
{
    /// <summary>Processes it cannot do without.</summary>
    public IReadOnlyList<ProxyProcess> Companions { get; init; } = [];

    /// <summary>It tells what it asks of its memory.</summary>
    public bool HasMetrics { get; init; }

    /// <summary>Managed memory it has asked for since its start; nothing where it does not tell.</summary>
    public double AllocatedBytes() => HasMetrics ? ProcessMetrics.AllocatedBytes(Port) : double.NaN;

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        foreach (var companion in Companions) await companion.DisposeAsync();
    }
}
