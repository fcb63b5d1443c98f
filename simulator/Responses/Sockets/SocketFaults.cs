using System.Text.Json.Nodes;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Ledger;
using CodexPooler.Simulator.Responses.Requests;
using CodexPooler.Simulator.Routes;

namespace CodexPooler.Simulator.Responses.Sockets;

/// <summary>Faults that answer a response.create in place of the model.</summary>
internal sealed class SocketFaults(IAccessTokens tokens)
{
    /// <summary>Null to serve the turn; otherwise whether the socket stays open.</summary>
    public async Task<bool?> AnswerAsync(
        SocketSession session, UpstreamCall call, int length, CancellationToken cancellationToken)
    {
        if (call.Effect is not { } effect) return null;
        call.Entry.Note(row => row with { Fault = call.Fault!.Id });
        if (effect.NoPong) session.MutePongs();
        if (effect.MaxMessageBytes is { } max && length > max)
        {
            call.Entry.End(Outcomes.Fault, 200, "message_too_big");
            await session.Sink.CloseAsync(1009, "message too big", cancellationToken);
            return false;
        }
        if (effect.HangBeforeHeaders) await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        if (effect.DelayBeforeHeadersMs is { } delay) await Task.Delay(delay, cancellationToken);
        if (effect.ExpireToken)
        {
            tokens.ExpireNow(session.Account.Id);
            var expired = AccessVerdict.Expired;
            return await SendAsync(session, call, new Refusal(401, new JsonObject
            {
                ["error"] = BackendErrors.Error(expired.Message, "invalid_request_error", expired.Code, null),
            }), cancellationToken);
        }
        if (effect.Status is not { } status) return null;
        var body = effect.Body is { ValueKind: System.Text.Json.JsonValueKind.Object } json
            ? JsonNode.Parse(json.GetRawText())!.AsObject()
            : new JsonObject { ["detail"] = effect.BodyText ?? "The simulator was told to refuse." };
        var refusal = new Refusal(status, body) { Headers = [.. effect.Headers ?? new Dictionary<string, string>()] };
        return await SendAsync(session, call, refusal, cancellationToken);
    }

    private static async Task<bool> SendAsync(
        SocketSession session, UpstreamCall call, Refusal refusal, CancellationToken cancellationToken)
    {
        call.Entry.End(Outcomes.Fault, refusal.Status, refusal.Code);
        await session.Sink.SendPartAsync(SocketFrames.Error(refusal), last: true, cancellationToken);
        return true;
    }
}
