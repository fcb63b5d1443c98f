using CodexPooler.Accounts;
using CodexPooler.ServiceDefaults;
using CodexPooler.ServiceDefaults.Listening;
using CodexPooler.ServiceDefaults.Startup;

return await ServiceProcess.RunAsync(
    AccountsModule.Name,
    args,
    builder =>
    {
        builder.AddServiceDefaults(AccountsModule.Name);
        builder.AddListeners(httpPort: 4020, grpcPort: 4021);
        builder.AddAccounts();
    },
    app =>
    {
        app.MapServiceDefaults();
        app.MapAccounts();
    });
