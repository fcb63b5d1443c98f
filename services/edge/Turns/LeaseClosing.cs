using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Relay;
using ApiKey = CodexPooler.Contracts.Directory.V1.ApiKey;
using RouterOutcome = CodexPooler.Contracts.Routing.V1.TurnOutcome;
using RouterUsage = CodexPooler.Contracts.Routing.V1.TokenUsage;

namespace CodexPooler.Edge.Turns;

/// <summary>What the router learns when an attempt is over.</summary>
internal static class LeaseClosing
{
    public static CloseRequest Of(Turn turn, TurnAttempt attempt, DateTimeOffset now)
    {
        var request = new CloseRequest { LeaseId = attempt.Lease.LeaseId, Outcome = Outcome(attempt), Fault = attempt.Fault };
        if (attempt.Seen.Usage is { } usage)
            request.Usage = new RouterUsage
            {
                Input = usage.Input,
                CachedInput = usage.CachedInput,
                Output = usage.Output,
                Reasoning = usage.Reasoning,
            };
        if (attempt.Outcome == AttemptOutcome.Served) Own(turn.Key.Key, attempt.Seen, request);
        foreach (var reading in attempt.Seen.Quota) request.Quota.Add(Quota(attempt, reading, now));
        return request;
    }

    private static RouterOutcome Outcome(TurnAttempt attempt) => attempt.Outcome switch
    {
        AttemptOutcome.Served => RouterOutcome.Succeeded,
        AttemptOutcome.Interrupted when attempt.Fault?.Kind is null or FaultKind.ClientGone => RouterOutcome.Neutral,
        _ => RouterOutcome.Failed,
    };

    private static void Own(ApiKey caller, StreamObservation seen, CloseRequest request)
    {
        if (seen.ResponseId is { Length: > 0 } id) request.Owns.Add(ContinuityKeys.Key(caller, PinKind.PreviousResponse, id));
        if (seen.TurnState is { Length: > 0 } state) request.Owns.Add(ContinuityKeys.Key(caller, PinKind.TurnState, state));
        foreach (var mark in seen.SealedMarks) request.Owns.Add(ContinuityKeys.Key(caller, PinKind.EncryptedContent, mark));
    }

    private static QuotaFact Quota(TurnAttempt attempt, QuotaReading reading, DateTimeOffset now) => new()
    {
        AccountId = attempt.Lease.AccountId,
        LimitId = reading.Limit == RateLimitEvent.AccountLimit ? "" : reading.Limit,
        WindowMinutes = reading.WindowMinutes,
        UsedPercent = reading.UsedPercent,
        ResetsAtMs = reading.ResetsAt?.ToUnixTimeMilliseconds() ?? 0,
        ObservedAtMs = now.ToUnixTimeMilliseconds(),
        Source = reading.FromStream ? QuotaSource.StreamEvent : QuotaSource.ResponseHeaders,
        Generation = attempt.CredentialGeneration,
    };
}
