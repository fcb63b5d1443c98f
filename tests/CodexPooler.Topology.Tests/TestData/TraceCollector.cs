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
    private readonly ConcurrentBag<byte[]> _exports = [];
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
            export.AsSpan().IndexOf(id) >= 0 && export.AsSpan().IndexOf(Encoding.UTF8.GetBytes("codex-pooler-" + service)) >= 0));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task KeepAsync(HttpRequest request, string signal)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        if (signal == "traces") _exports.Add(body.ToArray());
    }
}
