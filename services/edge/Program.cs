using CodexPooler.Edge;
using CodexPooler.ServiceDefaults;
using CodexPooler.ServiceDefaults.Listening;
using CodexPooler.ServiceDefaults.Startup;
using Dapr.Peers;

DataPlane.Prepare();
return await ServiceProcess.RunAsync(
    // Without the broker it serves all the same: what it has to tell waits.
    new ServiceCommand(EdgeModule.Name) { Defaults = { ["Messaging:Required"] = "false" } },
    args,
    builder =>
    {
        builder.AddServiceDefaults(EdgeModule.Name);
        builder.AddListeners(httpPort: 4000, grpcPort: 4001);
        builder.AddPeers();
        builder.AddEdge();
        builder.AddDataPlane();
    },
    app =>
    {
        app.MapEdge();
        app.MapServiceDefaults();
        // Behind the edge's own table, which a turn need not pass twice.
        app.UseRouting();
    });
