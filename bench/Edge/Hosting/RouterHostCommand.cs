using CodexPooler.Routing;
using CodexPooler.ServiceDefaults;
using CodexPooler.ServiceDefaults.Listening;
using CodexPooler.ServiceDefaults.Startup;

namespace CodexPooler.Bench.Edge.Hosting;

/// <summary>The router as its own program composes it, with the same fixed accounts as the measured edge.</summary>
internal sealed class RouterHostCommand : IBenchCommand
{
    public string Name => "edge-router-host";

    public string Usage => "edge-router-host   the router `edge router` starts beside the edge";

    public Task<int> RunAsync(BenchArguments arguments) => ServiceProcess.RunAsync(
        HostDefaults.Of(RoutingModule.Name),
        [],
        builder =>
        {
            builder.AddServiceDefaults(RoutingModule.Name);
            builder.AddListeners(httpPort: 0, grpcPort: 0);
            builder.Services.AddBenchAccounts();
            builder.AddRouting();
        },
        app =>
        {
            app.MapServiceDefaults();
            app.MapRouting();
        });
}
