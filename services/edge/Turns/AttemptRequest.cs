using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Credentials;
using CodexPooler.Edge.Upstream;

namespace CodexPooler.Edge.Turns;

/// <summary>A turn as it is sent to one account.</summary>
internal static class AttemptRequest
{
    public static UpstreamRequest Of(Turn turn, TurnAttempt attempt, HeldCredential credential)
    {
        var lease = attempt.Lease;
        var origin = lease.UpstreamBase.Length > 0 ? lease.UpstreamBase : credential.UpstreamBase.OriginalString;
        var body = turn.Without(attempt.LeftOut);
        var request = new UpstreamRequest(UpstreamAddresses.Of(origin, turn.Route.UpstreamPath), body.Sent);
        attempt.Request = request;
        UpstreamHeaders.CopyRequest(
            turn.Headers, request, credential,
            withTurnState: lease.ForeignContinuity.Count == 0 || !turn.Bonds.TurnStateIsForeign(lease),
            withLite: SpeaksLite(turn, lease));
        if (turn.Facts.IsLite && !request.Has(UpstreamHeaders.Lite)) request.Add(UpstreamHeaders.Lite, "true");
        request.Add("Content-Type", body.ContentType);
        if (body.Encoding is { } encoding) request.Add("Content-Encoding", encoding);
        return request;
    }

    // What is written in one dialect and marked as the other is refused upstream: the body decides, then the catalogue.
    private static bool SpeaksLite(Turn turn, Lease lease) => turn.Facts.IsLite || lease.ServingMode != ServingMode.Full;
}
