using CodexPooler.Simulator.Ledger;
using CodexPooler.Simulator.Models;
using CodexPooler.Simulator.Routes;
using CodexPooler.Simulator.Time;

namespace CodexPooler.Simulator.Responses.Sockets;

/// <summary>GET /backend-api/codex/responses: the WebSocket handshake.</summary>
internal sealed class SocketEndpoint(SocketTurns turns, ModelCatalogue catalogue, SimulatorClock clock)
{
    private const string Beta = "responses_websockets=";

    public async Task HandleAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await BackendErrors.DetailAsync(context, StatusCodes.Status405MethodNotAllowed, "Method Not Allowed");
            return;
        }
        if (!context.Request.Headers["openai-beta"].ToString().Contains(Beta, StringComparison.Ordinal))
        {
            const string Missing = "OpenAI-Beta: responses_websockets is required";
            await BackendErrors.DetailAsync(context, StatusCodes.Status400BadRequest, Missing);
            return;
        }
        context.Response.Headers["x-reasoning-included"] = "true";
        var call = context.Call();
        context.Response.Headers["x-models-etag"] = catalogue.Of(call.Account).ETag;
        call.Entry.End(Outcomes.Served, StatusCodes.Status101SwitchingProtocols);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            // Nothing secret shares a frame with what an attacker chooses here, so compression is safe.
            DangerousEnableCompression = true,
            KeepAliveInterval = TimeSpan.Zero,
        });
        await turns.RunAsync(new SocketSession(context, socket, call.Account, clock.GetUtcNow()));
    }
}
