using CodexPooler.Accounting.Ledger;
using CodexPooler.Accounting.Pricing;
using CodexPooler.Contracts.Events;

namespace CodexPooler.Accounting.Rollups;

/// <summary>The sums a roll-up keeps. Unknown usage adds to no token sum; a missing price adds to no cost.</summary>
internal readonly record struct RollupCounts
{
    public long Turns { get; init; }

    public long Succeeded { get; init; }

    public long Failed { get; init; }

    public long Interrupted { get; init; }

    public long Refused { get; init; }

    public long Attempts { get; init; }

    public long Input { get; init; }

    public long CachedInput { get; init; }

    public long CacheWrite { get; init; }

    public long Output { get; init; }

    public long Reasoning { get; init; }

    public long CostMicros { get; init; }

    public long UnpricedTurns { get; init; }

    public long UnknownUsageTurns { get; init; }

    public long TotalMs { get; init; }

    public long FirstByteMs { get; init; }

    public long FirstByteTurns { get; init; }

    public static RollupCounts operator +(RollupCounts a, RollupCounts b) => new()
    {
        Turns = a.Turns + b.Turns,
        Succeeded = a.Succeeded + b.Succeeded,
        Failed = a.Failed + b.Failed,
        Interrupted = a.Interrupted + b.Interrupted,
        Refused = a.Refused + b.Refused,
        Attempts = a.Attempts + b.Attempts,
        Input = a.Input + b.Input,
        CachedInput = a.CachedInput + b.CachedInput,
        CacheWrite = a.CacheWrite + b.CacheWrite,
        Output = a.Output + b.Output,
        Reasoning = a.Reasoning + b.Reasoning,
        CostMicros = a.CostMicros + b.CostMicros,
        UnpricedTurns = a.UnpricedTurns + b.UnpricedTurns,
        UnknownUsageTurns = a.UnknownUsageTurns + b.UnknownUsageTurns,
        TotalMs = a.TotalMs + b.TotalMs,
        FirstByteMs = a.FirstByteMs + b.FirstByteMs,
        FirstByteTurns = a.FirstByteTurns + b.FirstByteTurns,
    };

    public static RollupCounts Of(LedgerTurn turn)
    {
        var fact = turn.Fact;
        return new RollupCounts
        {
            Turns = 1,
            Succeeded = fact.Outcome == TurnOutcome.Succeeded ? 1 : 0,
            Failed = fact.Outcome == TurnOutcome.Failed ? 1 : 0,
            Interrupted = fact.Outcome == TurnOutcome.Interrupted ? 1 : 0,
            Refused = fact.Outcome == TurnOutcome.Refused ? 1 : 0,
            Attempts = fact.Attempts.Count,
            Input = fact.Usage?.Input ?? 0,
            CachedInput = fact.Usage?.CachedInput ?? 0,
            CacheWrite = fact.Usage?.CacheWrite ?? 0,
            Output = fact.Usage?.Output ?? 0,
            Reasoning = fact.Usage?.Reasoning ?? 0,
            CostMicros = turn.Price.Micros,
            UnpricedTurns = turn.Price.Status.LeavesOut() ? 1 : 0,
            UnknownUsageTurns = turn.Price.Status == PricingStatus.UsageUnknown ? 1 : 0,
            TotalMs = fact.Timings.TotalMs,
            FirstByteMs = fact.Timings.FirstByteMs ?? 0,
            FirstByteTurns = fact.Timings.FirstByteMs is null ? 0 : 1,
        };
    }
}
