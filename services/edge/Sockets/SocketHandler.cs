using CodexPooler.Edge.Bodies;
using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Ingress;
using CodexPooler.Edge.Models;
using CodexPooler.Edge.Routes;
using CodexPooler.Edge.Sockets.Framing;
using CodexPooler.Edge.Sockets.Handshakes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Sockets;

/// <summary>
/// `GET …/responses` with an upgrade. It is accepted whatever the accounts can do just now: the first turn tells what is wrong,
/// so that a probe of the connection sees a connection. Only where upstreams refuse WebSockets is it refused.
/// </summary>
internal sealed class SocketHandler(
    SocketDesk desk, UpstreamDialer dialer, OpenSockets sockets, IOptions<SocketOptions> options, IOptions<BodyOptions> bodies)
    : IEdgeHandler
{
    private static readonly ErrorCode UseHttp =
        ErrorCode.UpgradeRequired with { Message = "this gateway serves responses over HTTP; the client falls back by itself" };

    public HandlerKey Key => HandlerKey.ResponsesSocket;

    public async Task HandleAsync(EdgeCall call)
    {
        if (Problem(call) is { } problem)
        {
            await RefusalWriter.WriteAsync(call.Context, problem);
            return;
        }

        call.Context.Response.Headers[ModelsEtag.Header] = desk.Models.For(call.Key);
        call.Context.Response.Headers["x-reasoning-included"] = "true";
        var headers = Lasting(call.Context.Request.Headers);
        var (stream, compressed) = await ClientHandshake.AcceptAsync(call.Context, options.Value.Compression);
        var inflater = compressed ? new MessageInflater(bodies.Value, desk.Time) : null;
        await using var link = new SocketLink(stream, isServer: true, inflater, bodies.Value.MaxBytes);
        await RunAsync(call, link, headers);
    }

    private async Task RunAsync(EdgeCall call, SocketLink link, HeaderDictionary headers)
    {
        using var client = new ClientSocket(link, options.Value.WaitingMessages, desk.Time, call.Context);
        var turns = new SocketTurns(desk, call.Key, headers, client, new UpstreamSlot(dialer, headers, desk.Metrics));
        using var session = new SocketSession(desk, options.Value, call.Key, client, turns);
        var reason = CloseReason.Failed;
        desk.Metrics.Opened();
        sockets.Add(session);
        try
        {
            reason = await session.RunAsync();
        }
        finally
        {
            sockets.Remove(session);
            desk.Metrics.Closed(reason);
        }
    }

    private ErrorCode? Problem(EdgeCall call) =>
        options.Value.Enabled && !desk.Refused.GoesToHttp(call.Key!.Key, call.Context.Request.Headers)
            ? ClientHandshake.Problem(call.Context.Request)
            : UseHttp;

    // A turn's state travels in its own message; the handshake's would tie every later turn to the first one's account.
    private static HeaderDictionary Lasting(IHeaderDictionary headers)
    {
        var lasting = new HeaderDictionary(headers.Count);
        foreach (var (name, values) in headers)
            if (!name.Equals("x-codex-turn-state", StringComparison.OrdinalIgnoreCase)
                && !name.Equals("authorization", StringComparison.OrdinalIgnoreCase))
                lasting[name] = values;
        return lasting;
    }
}
