using CodexPooler.Accounting;
using CodexPooler.Accounts;
using CodexPooler.Accounts.Access;
using CodexPooler.AdminConsole;
using CodexPooler.Edge;
using CodexPooler.Routing;
using CodexPooler.ServiceDefaults;
using CodexPooler.ServiceDefaults.Listening;
using CodexPooler.ServiceDefaults.Settings;
using CodexPooler.Standalone.Demo;

namespace CodexPooler.Standalone;

/// <summary>All services in one process, with everything they keep in one folder.</summary>
internal static class Composition
{
    public static void Add(WebApplicationBuilder builder)
    {
        var data = DataFolder.Open(builder.Configuration);
        builder.AddServiceDefaults(StandaloneCommand.Name);
        var listen = builder.AddListeners(httpPort: 4000);
        builder.AddLocalCalls();
        var options = builder.ReadSettings<StandaloneOptions>(StandaloneOptions.Section);
        if (options.Demo) builder.AddDemo(options, data);
        builder.AddAccounts();
        builder.AddRouting();
        builder.AddAccounting();
        builder.AddEdge();
        builder.AddAdminConsole();
        builder.AddLocalSocket(data.Path);
        builder.Services.AddSingleton(data);
        builder.Services.AddSingleton(listen);
        builder.Services.AddHostedService<OpenAddressGuard>();
        if (!options.Demo) builder.Services.AddHostedService<StartText>();
    }

    public static void Map(WebApplication app)
    {
        app.UseMiddleware<GrpcGate>();
        app.MapServiceDefaults();
        app.MapAccounts();
        app.MapRouting();
        app.MapAccounting();
        app.MapAdminConsole();
        app.MapEdge();
    }
}
