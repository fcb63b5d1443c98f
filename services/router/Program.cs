using CodexPooler.Routing;
using CodexPooler.ServiceDefaults;
using CodexPooler.ServiceDefaults.Listening;
using CodexPooler.ServiceDefaults.Startup;
using Dapr.Peers;

return await ServiceProcess.RunAsync(
    // Without the broker it serves all the same: what it has to tell waits.
    new ServiceCommand(RoutingModule.Name) { Defaults = { ["Messaging:Required"] = "false" } },
    args,
    builder =>
    {
        builder.AddServiceDefaults(RoutingModule.Name);
        builder.AddListeners(httpPort: 4010, grpcPort: 4011);
        builder.AddPeers();
        builder.AddRouting();
    },
    app =>
    {
        app.MapServiceDefaults();
        app.MapRouting();
    });
