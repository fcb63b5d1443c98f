using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace CodexPooler.Edge.Warmup;

/// <summary>
/// A host inside the process that nobody outside hears of: no configuration, no log, metrics and traces by names nobody listens
/// to, no hand in the process's signals, free ports of this machine only.
/// </summary>
internal static class PrivateHost
{
    // Its only clients are ours and gone by then: long enough for a busy machine, short enough for one that leaves.
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(5);

    public static WebApplicationBuilder CreateBuilder(UnheardMeters meters)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, SilentLifetime>());
        builder.Services.Replace(ServiceDescriptor.Singleton<IMeterFactory>(meters));
        builder.Services.Replace(ServiceDescriptor.Singleton(_ => new ActivitySource(UnheardMeters.Prefix)));
        return builder;
    }

    public static WebApplication Build(this WebApplicationBuilder builder, params Action<ListenOptions>[] ports)
    {
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            foreach (var port in ports) kestrel.Listen(IPAddress.Loopback, 0, port);
        });
        builder.Services.PostConfigure<HostOptions>(host => host.ShutdownTimeout = Goodbye);
        return builder.Build();
    }

    /// <summary>Disposing of a host alone does not stop what runs in it.</summary>
    public static async ValueTask EndAsync(this WebApplication app)
    {
        try
        {
            await app.StopAsync();
        }
        finally
        {
            await app.DisposeAsync();
        }
    }
}
