using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Topology.Tests.TestData;

/// <summary>Takes what services export over OTLP/HTTP, where ids are raw bytes and names are plain text.</summary>
internal sealed class TraceCollector : IAsyncDisposable
{
    private readonly ConcurrentBag<(string Signal, byte[] Body)> _exports = [];
    private readonly WebApplication _app;

    private TraceCollector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", KeepAsync);
    }

    public string Address => _app.Urls.Single();

    /// <summary>All that was exported: traces, metrics, logs.</summary>
    public IEnumerable<byte[]> Exports => _exports.Select(export => export.Body);

    public static async Task<TraceCollector> StartAsync()
    {
        var collector = new TraceCollector();
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>The services that exported a span of the trace.</summary>
    public IEnumerable<string> ServicesIn(string traceId, params IEnumerable<string> services)
    {
        var id = Convert.FromHexString(traceId);
        return services.Where(service => _exports.Any(export =>
            export.Signal == "traces" && export.Body.AsSpan().IndexOf(id) >= 0
            && export.Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes("codex-pooler-" + service)) >= 0));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task KeepAsync(HttpRequest request, string signal)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        _exports.Add((signal, body.ToArray()));
    }
}
