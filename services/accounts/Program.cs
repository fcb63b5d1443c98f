using CodexPooler.Accounts;
using CodexPooler.Contracts.Messaging;
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
        // Without the broker it serves all the same: polls tell what turns would have told sooner.
        if (builder.Configuration.GetSection(MessagingOptions.Section).Exists())
            builder.Configuration[$"{MessagingOptions.Section}:Required"] ??= "false";
        builder.AddAccounts();
    },
    app =>
    {
        app.MapServiceDefaults();
        app.MapAccounts();
    });
