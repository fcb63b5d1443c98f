using System.Security.Cryptography.X509Certificates;
using CodexPooler.Edge.Warmup.Team;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Edge.Warmup.Backend;

/// <summary>What is beyond the edge: the upstream, and a router for edges that reach theirs over gRPC.</summary>
internal sealed class RehearsalBackend(WebApplication app, X509Certificate2 certificate) : IAsyncDisposable
{
    // In the order in which they were asked for.
    private readonly Uri[] _addresses = [.. app.Urls.Select(url => new Uri(url))];

    public Uri Upstream => _addresses[0];

    /// <summary>The same over TLS, where HTTP/2 can be agreed on.</summary>
    public Uri SecureUpstream => _addresses[1];

    public Uri Router => _addresses[2];

    /// <summary>What <see cref="SecureUpstream"/> shows.</summary>
    public X509Certificate2 Certificate => certificate;

    public IReadOnlyList<Uri> Addresses => _addresses;

    public static async Task<RehearsalBackend> StartAsync(
        UnheardMeters meters, RequestDelegate answer, CancellationToken cancellationToken)
    {
        var builder = PrivateHost.CreateBuilder(meters);
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<RehearsalRouter>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var certificate = RehearsalCertificate.Create();
        var app = builder.Build(
            port => port.Protocols = HttpProtocols.Http1,
            port => Secure(port, certificate),
            port => port.Protocols = HttpProtocols.Http2);
        try
        {
            app.UseWebSockets();
            app.MapGrpcService<RehearsalRouter>();
            app.Map("/backend-api/{**path}", answer);
            await app.StartAsync(cancellationToken);
            return new(app, certificate);
        }
        catch
        {
            await app.EndAsync();
            certificate.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.EndAsync();
        certificate.Dispose();
    }

    private static void Secure(ListenOptions port, X509Certificate2 certificate)
    {
        port.Protocols = HttpProtocols.Http1AndHttp2;
        port.UseHttps(certificate);
    }
}
