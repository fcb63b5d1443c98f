using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Codex.Tests.Doctor;

/// <summary>Says that the installed version is the newest, where the doctor asks for releases.</summary>
internal sealed class ReleasePage : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ReleasePage(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public static async Task<ReleasePage> StartAsync(string version)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(context => context.Response.WriteAsync($$"""{"tag_name":"rust-v{{version}}","name":"{{version}}"}"""));
        await app.StartAsync();
        return new(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
