using CodexPooler.Contracts.Messaging;
using CodexPooler.Edge;
using CodexPooler.Grpc.InProcess;
using CodexPooler.Routing;
using CodexPooler.ServiceDefaults;
using CodexPooler.ServiceDefaults.Listening;
using CodexPooler.ServiceDefaults.Startup;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Bench.Edge.Hosting;

/// <summary>
/// The edge as its own program composes it. The accounts are fixed; the router is real, in this process or, where the environment
/// names one, behind gRPC.
/// </summary>
internal sealed class EdgeHostCommand : IBenchCommand
{
    public string Name => "edge-host";

    public string Usage => "edge-host   the process `edge` measures; it is started by it";

    public Task<int> RunAsync(BenchArguments arguments)
    {
        DataPlane.Prepare();
        return ServiceProcess.RunAsync(HostDefaults.Of(EdgeModule.Name), [], Add, Map);
    }

    private static bool Publishes => Environment.GetEnvironmentVariable(HostSettings.Publishes) is not null;

    private static bool HasOwnRouter => Environment.GetEnvironmentVariable(HostSettings.Router) is null;

    private static void Add(WebApplicationBuilder builder)
    {
        builder.AddServiceDefaults(EdgeModule.Name);
        builder.AddListeners(httpPort: 0);
        builder.Services.AddBenchAccounts();
        if (HasOwnRouter) builder.AddRouting();
        builder.Services.AddKeyedSingleton<CallInvoker>(RoutingModule.Name, (services, _) => HasOwnRouter
            ? new InProcessChannel(services, new() { RunsInline = true, HandsOver = true }).CreateCallInvoker()
            : GrpcChannel.ForAddress(Environment.GetEnvironmentVariable(HostSettings.Router)!).CreateCallInvoker());
        builder.AddEdge();
        if (!Publishes) builder.Services.AddSingleton<IEventPublisher, BenchPublisher>();
        builder.AddDataPlane();
    }

    private static void Map(WebApplication app)
    {
        app.MapEdge();
        app.MapServiceDefaults();
        if (HasOwnRouter) app.MapRouting();
        app.UseRouting();
    }
}
