using CodexPooler.Contracts.Events;
using CodexPooler.Edge.Relay;
using CodexPooler.Edge.Turns;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Settlement;

/// <summary>Records that a turn began and, once, how it ended. A killed process forgets neither: ADR 0005.</summary>
internal sealed class TurnLedger(
    SpoolWriter spool, SpoolBacklog backlog, EdgeTelemetry telemetry, IOptions<SpoolOptions> options, TimeProvider time,
    ILogger<TurnLedger> logger)
{
    /// <summary>False when the spool is full: a turn that cannot be recorded is not served.</summary>
    public bool Begin(Turn turn)
    {
        if (backlog.Bytes >= options.Value.MaxBytes) return false;
        var begun = Describe(turn, new(TurnOutcome.Interrupted, 0, "edge_lost"), new());
        if (!TryAppend(SpoolRecordKind.Begun, begun)) return false;
        telemetry.Began(turn);
        return true;
    }

    public void Settle(Turn turn, TurnEnd end, TurnTimings timings)
    {
        telemetry.Ended(turn, end.Outcome, timings, time.GetUtcNow());
        TryAppend(SpoolRecordKind.Settled, Describe(turn, end, timings));
    }

    private bool TryAppend(SpoolRecordKind kind, TurnSettled turn)
    {
        try
        {
            spool.Append(kind, turn);
            return true;
        }
        catch (IOException cause)
        {
            Log.NotRecorded(logger, turn.TurnId, cause);
            return false;
        }
    }

    private TurnSettled Describe(Turn turn, TurnEnd end, TurnTimings timings)
    {
        var last = turn.Attempts.Count > 0 ? turn.Attempts[^1] : null;
        var now = time.GetUtcNow();
        return new()
        {
            TurnId = turn.Id,
            StartedAt = turn.StartedAt,
            SettledAt = now,
            PoolId = turn.Key.Key.PoolId,
            KeyId = turn.Key.Key.Id,
            PersonId = turn.Key.Key.Owner.Length > 0 ? turn.Key.Key.Owner : null,
            AccountId = last?.Lease.AccountId,
            ModelRequested = turn.Facts.Model,
            ModelServed = last?.Seen.Model ?? (last is null ? null : turn.Model),
            EffortRequested = NullIfEmpty(turn.Facts.Effort),
            EffortServed = NullIfEmpty(turn.Effort),
            TierRequested = NullIfEmpty(turn.Facts.ServiceTier),
            TierServed = last?.Seen.ServiceTier,
            Transport = turn.Route.Transport switch
            {
                Contracts.Routing.V1.Transport.Sse => "sse",
                Contracts.Routing.V1.Transport.Socket => "websocket",
                _ => "http",
            },
            Route = turn.Route.Name,
            ClientFamily = ClientFamilies.Of(turn.Headers),
            ProjectTag = ProjectTags.Of(turn.Headers),
            Outcome = end.Outcome,
            HttpStatus = end.Status,
            ErrorCode = end.ErrorCode,
            Usage = last?.Seen.Usage is { } usage
            ? new(usage.Input, usage.CachedInput, usage.CacheWrite, usage.Output, usage.Reasoning)
            : null,
            Timings = timings,
            Attempts = Attempts(turn),
            Quota = Quota(turn, now),
        };
    }

    private static TurnAttemptRecord[] Attempts(Turn turn)
    {
        if (turn.Attempts.Count == 0) return [];
        var attempts = new TurnAttemptRecord[turn.Attempts.Count];
        for (var at = 0; at < attempts.Length; at++) attempts[at] = Describe(turn.Attempts[at]);
        return attempts;
    }

    private static QuotaObserved[] Quota(Turn turn, DateTimeOffset now)
    {
        List<QuotaObserved>? told = null;
        foreach (var attempt in turn.Attempts)
            foreach (var reading in attempt.Seen.Quota)
                (told ??= []).Add(Describe(attempt, reading, now));
        return told?.ToArray() ?? [];
    }

    private static TurnAttemptRecord Describe(TurnAttempt attempt) => new()
    {
        Number = attempt.Number,
        AccountId = attempt.Lease.AccountId,
        StartedAt = attempt.StartedAt,
        DurationMs = (int)attempt.Duration.TotalMilliseconds,
        Outcome = attempt.Outcome,
        UpstreamStatus = attempt.Status,
        Fault = attempt.Fault is null ? null : FaultSignals.Name(attempt.Fault),
    };

    private static QuotaObserved Describe(TurnAttempt attempt, QuotaReading reading, DateTimeOffset now) => new()
    {
        AccountId = attempt.Lease.AccountId,
        Limit = reading.Limit,
        WindowMinutes = reading.WindowMinutes,
        UsedPercent = reading.UsedPercent,
        ResetsAt = reading.ResetsAt,
        ObservedAt = now,
        Source = reading.FromStream ? "stream_event" : "headers",
        CredentialGeneration = attempt.CredentialGeneration,
    };

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}
