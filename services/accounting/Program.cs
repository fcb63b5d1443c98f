using CodexPooler.Accounting;
using CodexPooler.ServiceDefaults;
using CodexPooler.ServiceDefaults.Listening;
using CodexPooler.ServiceDefaults.Startup;

return await ServiceProcess.RunAsync(
    AccountingModule.Name,
    args,
    builder =>
    {
        builder.AddServiceDefaults(AccountingModule.Name);
        builder.AddListeners(httpPort: 4030, grpcPort: 4031);
        builder.AddAccounting();
    },
    app =>
    {
        app.MapServiceDefaults();
        app.MapAccounting();
    });
