using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Control;
using CodexPooler.Simulator.Faults;
using CodexPooler.Simulator.Files;
using CodexPooler.Simulator.Ledger;
using CodexPooler.Simulator.Models;
using CodexPooler.Simulator.OAuth;
using CodexPooler.Simulator.Quota;
using CodexPooler.Simulator.Responses;
using CodexPooler.Simulator.Responses.Sockets;
using CodexPooler.Simulator.Routes;
using CodexPooler.Simulator.SavedResets;
using CodexPooler.Simulator.Time;

namespace CodexPooler.Simulator;

/// <summary>The simulated Codex backend as a part of any application.</summary>
public static class SimulatorModule
{
    public static IServiceCollection AddSimulator(this IServiceCollection services, Action<SimulatorOptions>? configure = null)
    {
        services.AddOptions<SimulatorOptions>()
            .Configure(options => configure?.Invoke(options))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services
            .AddSimulatedTime()
            .AddAccounts()
            .AddOAuth()
            .AddQuota()
            .AddFaults()
            .AddLedger()
            .AddRoutes()
            .AddModels()
            .AddSavedResets()
            .AddFiles()
            .AddResponses();
    }

    public static WebApplication MapSimulator(this WebApplication app)
    {
        app.Use(PongFilterUpgrade.InvokeAsync);
        app.UseWebSockets();
        app.UseMiddleware<UpstreamMiddleware>();
        app.MapControl();
        app.MapOAuth();
        app.MapModels();
        app.MapAroundTheTurn();
        app.MapResponses();
        return app;
    }
}
