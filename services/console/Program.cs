using CodexPooler.AdminConsole;
using CodexPooler.ServiceDefaults;
using CodexPooler.ServiceDefaults.Listening;
using CodexPooler.ServiceDefaults.Startup;
using Dapr.Peers;

return await ServiceProcess.RunAsync(
    ConsoleModule.Name,
    args,
    builder =>
    {
        builder.AddServiceDefaults(ConsoleModule.Name);
        builder.AddListeners(httpPort: 4040, grpcPort: 4041);
        builder.AddPeers();
        builder.AddAdminConsole();
    },
    app =>
    {
        app.MapServiceDefaults();
        app.MapAdminConsole();
    });
