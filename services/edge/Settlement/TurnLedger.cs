using CodexPooler.Contracts.Events;
using CodexPooler.Edge.Relay;
using CodexPooler.Edge.Turns;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Settlement;

/// <summary>Records that a turn began and, once, how it ended. A killed process forgets neither: ADR 0005.</summary>
internal sealed class TurnLedger(
    SpoolWriter spool, SpoolBacklog backlog, EdgeTelemetry telemetry, IOptions<SpoolOptions> options, ILogger<TurnLedger> logger)
{
    /// <summary>False when the spool is full: a turn that cannot be recorded is not served.</summary>
    public bool Begin(Turn turn, DateTimeOffset now)
    {
        if (backlog.Bytes >= options.Value.MaxBytes) return false;
        try
        {
            var record = new RecordWriter(SpoolFrame.BodyStart);
            BegunRecord.Write(turn, now, ref record);
            spool.Begin(turn.Id, ref record);
        }
        catch (IOException cause)
        {
            Log.NotRecorded(logger, turn.Id, cause);
            return false;
        }

        telemetry.Began(turn);
        return true;
    }

    public void Settle(Turn turn, TurnEnd end, TurnTimeline timeline)
    {
        var (timings, now) = (timeline.End(), timeline.Moment);
        telemetry.Ended(turn, end.Outcome, timings, now);
        try
        {
            spool.Append(SpoolRecordKind.Settled, Describe(turn, end, timings, now));
        }
        catch (IOException cause)
        {
            Log.NotRecorded(logger, turn.Id, cause);
        }
    }

    private static TurnSettled Describe(Turn turn, TurnEnd end, TurnTimings timings, DateTimeOffset now)
    {
        var last = turn.Attempts.Count > 0 ? turn.Attempts[^1] : null;
        return new()
        {
            TurnId = turn.Id,
            StartedAt = turn.StartedAt,
            SettledAt = now,
            PoolId = turn.Key.Key.PoolId,
            KeyId = turn.Key.Key.Id,
            PersonId = TurnWords.NullIfEmpty(turn.Key.Key.Owner),
            AccountId = last?.Lease.AccountId,
            ModelRequested = turn.Facts.Model,
            ModelServed = last?.Seen.Model ?? (last is null ? null : turn.Model),
            EffortRequested = TurnWords.NullIfEmpty(turn.Facts.Effort),
            EffortServed = TurnWords.NullIfEmpty(turn.Effort),
            TierRequested = TurnWords.NullIfEmpty(turn.Facts.ServiceTier),
            TierServed = last?.Seen.ServiceTier,
            Transport = TurnWords.Of(turn.Route.Transport),
            Route = turn.Route.Name,
            ClientFamily = turn.ClientFamily,
            ProjectTag = turn.ProjectTag,
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
}
