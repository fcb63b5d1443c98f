using CodexPooler.Grpc.InProcess;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace CodexPooler.Standalone;

/// <summary>The services of this process call each other without a socket.</summary>
internal static class LocalCalls
{
    /// <summary>Who the services of this process are to each other.</summary>
    public const string Caller = "standalone";

    /// <summary>
    /// Who this process is where it acts for itself and for no operator; also the key of such calls to accounts.
    /// </summary>
    public const string Host = "standalone-host";

    public const string CallerHeader = "dapr-caller-app-id";

    public static void AddLocalCalls(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => new InProcessChannel(services));
        foreach (var service in (string[])["accounts", "accounting"])
        {
            builder.Services.AddKeyedSingleton<CallInvoker>(service, (services, _) =>
                services.GetRequiredService<InProcessChannel>().Intercept(VouchAs(Caller)));
        }

        builder.Services.AddKeyedSingleton<CallInvoker>(Host, (services, _) =>
            services.GetRequiredService<InProcessChannel>().Intercept(VouchAs(Host)));

        // The router answers from memory: every turn asks it twice, and a hop to another thread, or a copy of what is said, would
        // cost more than the answer.
        builder.Services.AddKeyedSingleton(
            "router", (services, _) => new InProcessChannel(services, new() { RunsInline = true, HandsOver = true }));
        builder.Services.AddKeyedSingleton<CallInvoker>("router", (services, _) =>
            services.GetRequiredKeyedService<InProcessChannel>("router").Intercept(VouchAs(Caller)));
    }

    private static Func<Metadata, Metadata> VouchAs(string caller) => sent =>
    {
        var vouched = new Metadata();
        foreach (var entry in sent) vouched.Add(entry);
        vouched.Add(CallerHeader, caller);
        return vouched;
    };
}
