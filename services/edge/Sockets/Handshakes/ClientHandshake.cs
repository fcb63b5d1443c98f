using CodexPooler.Edge.Errors;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CodexPooler.Edge.Sockets.Handshakes;

/// <summary>Takes a client's upgrade request.</summary>
internal static class ClientHandshake
{
    private const string Version = "13";

    public static ErrorCode? Problem(HttpRequest request)
    {
        if (!request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase))
            return ErrorCode.UpgradeRequired;
        if (request.Headers.SecWebSocketVersion.ToString() != Version)
            return ErrorCode.UpgradeRequired with { Message = "this route speaks version 13 of the WebSocket protocol" };
        return HandshakeKey.IsValid(request.Headers.SecWebSocketKey.ToString())
            ? null
            : ErrorCode.InvalidRequest with { Message = "the Sec-WebSocket-Key header is missing or broken" };
    }

    /// <summary>Answers 101. Headers of the answer's own must have been set.</summary>
    public static async Task<(Stream Stream, bool Compressed)> AcceptAsync(HttpContext context, bool mayCompress)
    {
        var (request, response) = (context.Request.Headers, context.Response.Headers);
        var deflate = mayCompress ? DeflateOffer.Answer(request.SecWebSocketExtensions) : null;
        response.Connection = "Upgrade";
        response.Upgrade = "websocket";
        response.SecWebSocketAccept = HandshakeKey.Accept(request.SecWebSocketKey.ToString());
        if (deflate is not null) response.SecWebSocketExtensions = deflate;
        var stream = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        var connection = context.Features.Get<IConnectionTransportFeature>()?.Transport;
        return (connection is null ? stream : new UpgradedStream(connection), deflate is not null);
    }
}
