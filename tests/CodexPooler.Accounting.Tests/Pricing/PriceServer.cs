using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounting.Tests.Pricing;

/// <summary>A real HTTP server that publishes a price book.</summary>
internal sealed class PriceServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PriceServer(WebApplication app) => _app = app;

    public string Book { get; set; } = "";

    public int Status { get; set; } = 200;

    public int Requests { get; private set; }

    public Uri Address => new(_app.Urls.Single() + "/prices.json");

    public static async Task<PriceServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new PriceServer(builder.Build());
        server._app.MapGet("/prices.json", () =>
        {
            server.Requests++;
            return Results.Text(server.Book, "application/json", statusCode: server.Status);
        });
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
