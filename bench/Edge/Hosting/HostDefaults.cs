using CodexPooler.Grpc.InProcess;
using CodexPooler.ServiceDefaults.Startup;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Bench.Edge.Hosting;

/// <summary>What both hosts have in common.</summary>
internal static class HostDefaults
{
    /// <summary>No broker, no sidecar, no limit that a load of one key would meet.</summary>
    public static ServiceCommand Of(string service) => new(service)
    {
        Defaults =
        {
            ["Messaging:Transport"] = "InMemory",
            ["Dapr:Mode"] = "Off",
            ["Drain:Delay"] = "00:00:00",
            ["KeyGuard:RequestsPerSecond"] = "1000000",
            ["KeyGuard:Concurrency"] = "1000000",
            ["Routing:Pins:Store"] = "None",
            ["Logging:LogLevel:Default"] = "Warning",
        },
    };

    public static void AddBenchAccounts(this IServiceCollection services)
    {
        services.AddSingleton(provider => new InProcessChannel(provider)
            .Serve<BenchDirectory>().Serve<BenchQuota>().Serve<BenchLedger>().Serve<BenchCredentials>());
        foreach (var service in (string[])["accounts", "accounting"])
        {
            services.AddKeyedSingleton<CallInvoker>(
                service, (provider, _) => provider.GetRequiredService<InProcessChannel>().CreateCallInvoker());
        }
    }
}
