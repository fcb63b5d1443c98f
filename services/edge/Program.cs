using CodexPooler.Edge;
using Dapr.Peers;
using CodexPooler.ServiceDefaults;
using CodexPooler.ServiceDefaults.Listening;
using CodexPooler.ServiceDefaults.Startup;

return await ServiceProcess.RunAsync(
    EdgeModule.Name,
    args,
    builder =>
    {
        builder.AddServiceDefaults(EdgeModule.Name);
        builder.AddListeners(httpPort: 4000, grpcPort: 4001);
        builder.AddPeers();
        builder.AddEdge();
    },
    app =>
    {
        app.MapServiceDefaults();
        app.MapEdge();
    });
