using CodexPooler.Grpc.InProcess;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace CodexPooler.Standalone;

/// <summary>The services of this process call each other without a socket.</summary>
internal static class LocalCalls
{
    /// <summary>Who the services of this process are to each other.</summary>
    public const string Caller = "standalone";

    private const string CallerHeader = "dapr-caller-app-id";

    public static void AddLocalCalls(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => new InProcessChannel(services));
        foreach (var service in (string[])["accounts", "router", "accounting"])
        {
            builder.Services.AddKeyedSingleton<CallInvoker>(service, (services, _) =>
                services.GetRequiredService<InProcessChannel>().Intercept(Vouch));
        }
    }

    /// <summary>Only a sidecar may say who calls, and here is none: what comes over a socket cannot pose as a service.</summary>
    public static void UseLocalCallers(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Request.Headers.Remove(CallerHeader);
        return next(context);
    });

    private static Metadata Vouch(Metadata sent)
    {
        var vouched = new Metadata();
        foreach (var entry in sent) vouched.Add(entry);
        vouched.Add(CallerHeader, Caller);
        return vouched;
    }
}
