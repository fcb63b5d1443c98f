using CodexPooler.Simulator.Control;
using CodexPooler.Simulator.Responses.Requests;
using CodexPooler.Simulator.Responses.Sockets;
using CodexPooler.Simulator.Responses.Streaming;
using CodexPooler.Simulator.Responses.Turns;
using CodexPooler.Simulator.Routes;

namespace CodexPooler.Simulator.Responses;

internal static class ResponsesModule
{
    public const string TurnRoute = "responses";
    private const string Path = "/backend-api/codex/responses";

    public static IServiceCollection AddResponses(this IServiceCollection services)
    {
        services.AddStateful<PromptCache>();
        services.AddSingleton<PacingWheel>().AddHostedService(provider => provider.GetRequiredService<PacingWheel>());
        return services
            .AddSingleton<RequestBody>()
            .AddSingleton<TurnPlanner>()
            .AddSingleton<TurnDesk>()
            .AddSingleton<TurnSettlement>()
            .AddSingleton<TurnPlayer>()
            .AddSingleton<ResponsesEndpoint>()
            .AddSingleton<CompactEndpoint>()
            .AddSingleton<SocketFaults>()
            .AddSingleton<SocketTurn>()
            .AddSingleton<SocketTurns>()
            .AddSingleton<SocketEndpoint>();
    }

    public static void MapResponses(this IEndpointRouteBuilder app)
    {
        var services = app.ServiceProvider;
        app.MapPost(Path, services.GetRequiredService<ResponsesEndpoint>().HandleAsync).Simulated(TurnRoute, ownFaults: true);
        app.MapPost(Path + "/compact", services.GetRequiredService<CompactEndpoint>().HandleAsync)
            .Simulated("responses.compact", ownFaults: true);
        app.MapGet(Path, services.GetRequiredService<SocketEndpoint>().HandleAsync).Simulated("responses.handshake");
    }
}
