using RouterClass = CodexPooler.Contracts.Routing.V1.RouteClass;
using RouterTransport = CodexPooler.Contracts.Routing.V1.Transport;

namespace CodexPooler.Edge.Turns;

/// <summary>A kind of turn: its name in the ledger, where it goes upstream, how the router sees it.</summary>
internal sealed record TurnRoute(string Name, string UpstreamPath, RouterClass Class, RouterTransport Transport)
{
    public static readonly TurnRoute Responses =
        new("backend.responses", "/backend-api/codex/responses", RouterClass.Responses, RouterTransport.Sse);

    public static readonly TurnRoute Socket =
        new("backend.responses.socket", "/backend-api/codex/responses", RouterClass.ResponsesSocket, RouterTransport.Socket);

    /// <summary>A client's first frame on a socket, which makes the upstream ready without generating.</summary>
    public static readonly TurnRoute Prewarm = Socket with { Name = "backend.responses.prewarm" };

    public static readonly TurnRoute Compact =
        new("backend.responses.compact", "/backend-api/codex/responses/compact", RouterClass.Compact, RouterTransport.Http);
}
