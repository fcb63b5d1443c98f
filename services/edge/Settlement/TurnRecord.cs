using CodexPooler.Contracts.Events;

namespace CodexPooler.Edge.Settlement;

/// <summary>A turn as the spool holds it: its fields one behind the other, in front a number that tells their order.</summary>
internal static class TurnRecord
{
    /// <summary>The order of fields below. Another order gets another number, and <see cref="TurnReplay"/> knows both.</summary>
    public const byte Fields = 1;

    public static void Write(TurnSettled turn, ref RecordWriter to)
    {
        to.Byte(Fields);
        to.Id(turn.TurnId);
        to.Moment(turn.StartedAt);
        to.Moment(turn.SettledAt);
        to.Text(turn.PoolId);
        to.Text(turn.KeyId);
        to.Text(turn.PersonId);
        to.Text(turn.AccountId);
        to.Text(turn.ModelRequested);
        to.Text(turn.ModelServed);
        to.Text(turn.EffortRequested);
        to.Text(turn.EffortServed);
        to.Text(turn.TierRequested);
        to.Text(turn.TierServed);
        to.Text(turn.Transport);
        to.Text(turn.Route);
        to.Text(turn.ClientFamily);
        to.Text(turn.ProjectTag);
        to.Number((long)turn.Outcome);
        to.Number(turn.HttpStatus);
        to.Text(turn.ErrorCode);
        Write(turn.Usage, ref to);
        to.Number(turn.Unpriced.Count);
        foreach (var quantity in turn.Unpriced)
        {
            to.Text(quantity.Kind);
            to.Number(quantity.Quantity);
        }

        Write(turn.Timings, ref to);
        to.Number(turn.Attempts.Count);
        for (var at = 0; at < turn.Attempts.Count; at++) Write(turn.Attempts[at], ref to);
        to.Number(turn.Quota.Count);
        for (var at = 0; at < turn.Quota.Count; at++) Write(turn.Quota[at], ref to);
    }

    private static void Write(TokenUsage? usage, ref RecordWriter to)
    {
        to.Byte(usage is null ? (byte)0 : (byte)1);
        if (usage is null) return;
        to.Number(usage.Input);
        to.Number(usage.CachedInput);
        to.Number(usage.CacheWrite);
        to.Number(usage.Output);
        to.Number(usage.Reasoning);
    }

    private static void Write(TurnTimings timings, ref RecordWriter to)
    {
        to.NumberOrNull(timings.AdmittedMs);
        to.NumberOrNull(timings.SelectedMs);
        to.NumberOrNull(timings.UpstreamHeadersMs);
        to.NumberOrNull(timings.FirstByteMs);
        to.NumberOrNull(timings.FirstOutputMs);
        to.Number(timings.TotalMs);
    }

    private static void Write(TurnAttemptRecord attempt, ref RecordWriter to)
    {
        to.Number(attempt.Number);
        to.Text(attempt.AccountId);
        to.Moment(attempt.StartedAt);
        to.Number(attempt.DurationMs);
        to.Number((long)attempt.Outcome);
        to.Number(attempt.UpstreamStatus);
        to.Text(attempt.Fault);
    }

    private static void Write(QuotaObserved quota, ref RecordWriter to)
    {
        to.Text(quota.AccountId);
        to.Text(quota.Limit);
        to.Number(quota.WindowMinutes);
        to.Number(quota.UsedPercent);
        to.Moment(quota.ResetsAt);
        to.Moment(quota.ObservedAt);
        to.Text(quota.Source);
        to.Number(quota.CredentialGeneration);
        to.Number(quota.Models.Count);
        foreach (var model in quota.Models) to.Text(model);
    }
}
