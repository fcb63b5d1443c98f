using System.Net;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Credentials;
using CodexPooler.Edge.Relay;
using CodexPooler.Edge.Turns;
using CodexPooler.Edge.Upstream;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Sockets.Handshakes;

/// <summary>Opens a connection as the real client does, with the account's token and the client's own headers.</summary>
internal sealed class UpstreamHandshake(UpstreamClient upstream, IOptions<UpstreamOptions> options, TimeProvider time)
{
    private const string Beta = "openai-beta";
    private const string BetaValue = "responses_websockets=2026-02-06";

    public async Task<ConnectResult> ConnectAsync(
        Uri address, IHeaderDictionary headers, HeldCredential credential, CancellationToken cancellationToken)
    {
        var key = HandshakeKey.New();
        using var request = Request(address, headers, credential, key);
        using var limit = new CancellationTokenSource(options.Value.HeadersTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var response = await upstream.UpgradeAsync(request, either.Token);
            if (response.StatusCode == HttpStatusCode.SwitchingProtocols)
                return await AcceptAsync(response, key, cancellationToken);
            using (response) return await RefusedAsync(response, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new((Stream?)null) { Fault = FaultSignals.Timeout(TimeoutStage.Headers, visible: false) };
        }
        catch (HttpRequestException)
        {
            return new((Stream?)null) { Fault = FaultSignals.Transport(visible: false) };
        }
    }

    private static HttpRequestMessage Request(Uri address, IHeaderDictionary headers, HeldCredential credential, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        UpstreamHeaders.CopyRequest(headers, request, credential);
        if (!request.Headers.Contains(Beta)) request.Headers.TryAddWithoutValidation(Beta, BetaValue);
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", key);
        return request;
    }

    private static async Task<ConnectResult> AcceptAsync(
        HttpResponseMessage response, string key, CancellationToken cancellationToken)
    {
        if (UpstreamHeaders.Value(response, "Sec-WebSocket-Accept") == HandshakeKey.Accept(key))
        {
            // The stream is the connection now; disposing of it ends both.
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            return new(stream) { Status = (int)response.StatusCode, Quota = QuotaOf(response) };
        }

        response.Dispose();
        return new((Stream?)null) { Fault = FaultSignals.Transport(visible: false) };
    }

    private async Task<ConnectResult> RefusedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var reply = await ReplyReader.ReadAsync(response, options.Value.MaxReplyBytes, cancellationToken);
        return new((Stream?)null)
        {
            Status = reply.Status,
            Reply = reply,
            Quota = QuotaOf(response),
            Fault = FaultSignals.Of(response, reply.Error(), reply.IsHtml, time.GetUtcNow()),
        };
    }

    private static List<QuotaReading> QuotaOf(HttpResponseMessage response)
    {
        var quota = new List<QuotaReading>();
        UpstreamQuota.Read(response.Headers, quota);
        return quota;
    }
}
