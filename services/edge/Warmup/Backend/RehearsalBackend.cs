using CodexPooler.Edge.Warmup.Team;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Edge.Warmup.Backend;

/// <summary>What is beyond the edge: the upstream, and a router for edges that reach theirs over gRPC.</summary>
internal sealed class RehearsalBackend(WebApplication app) : IAsyncDisposable
{
    // In the order in which they were asked for.
    private readonly Uri[] _addresses = [.. app.Urls.Select(url => new Uri(url))];

    public Uri Upstream => _addresses[0];

    public Uri Router => _addresses[1];

    public static async Task<RehearsalBackend> StartAsync(
        UnheardMeters meters, RequestDelegate answer, CancellationToken cancellationToken)
    {
        var builder = PrivateHost.CreateBuilder(meters);
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<RehearsalRouter>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var app = builder.Build(HttpProtocols.Http1, HttpProtocols.Http2);
        try
        {
            app.UseWebSockets();
            app.MapGrpcService<RehearsalRouter>();
            app.Map("/backend-api/{**path}", answer);
            await app.StartAsync(cancellationToken);
            return new(app);
        }
        catch
        {
            await app.EndAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => app.EndAsync();
}
