using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Grpc.Interop.Tests.Malformed;

/// <summary>A bare HTTP/2 server that answers every call with the bytes, headers and trailers it was told to.</summary>
internal sealed class LyingServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _connections;

    public LyingServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint =>
        {
            endpoint.Protocols = HttpProtocols.Http2;
            endpoint.Use(next => connection =>
            {
                Interlocked.Increment(ref _connections);
                return next(connection);
            });
        }));
        _app = builder.Build();
        _app.Run(context => Answer(context));
    }

    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public int Connections => Volatile.Read(ref _connections);

    public string Address => _app.Urls.Single();

    public Task StartAsync() => _app.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    public void Reply(byte[] body, string? status = "0", string? encoding = null) => Answer = async context =>
    {
        context.Response.ContentType = "application/grpc";
        if (encoding is not null)
            context.Response.Headers["grpc-encoding"] = encoding;
        await context.Response.Body.WriteAsync(body);
        if (status is not null)
            context.Response.AppendTrailer("grpc-status", status);
    };
}
