using CodexPooler.Contracts.Ledger.V1;

namespace CodexPooler.Accounting.Queries;

/// <summary>Sums of roll-up rows.</summary>
internal sealed class TotalsRow
{
    public long At { get; init; }

    public string Value { get; init; } = "";

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

    /// <summary>What the rows are ordered by.</summary>
    public long By(Order order) => order switch
    {
        Order.Tokens => Input + Output,
        Order.Turns => Turns,
        Order.Failed => Failed,
        _ => CostMicros,
    };

    public Totals ToMessage() => new()
    {
        Turns = Turns,
        Succeeded = Succeeded,
        Failed = Failed,
        Interrupted = Interrupted,
        Refused = Refused,
        Attempts = Attempts,
        Tokens = new Tokens
        {
            Input = Input,
            CachedInput = CachedInput,
            CacheWrite = CacheWrite,
            Output = Output,
            Reasoning = Reasoning,
        },
        CostMicros = CostMicros,
        UnpricedTurns = UnpricedTurns,
        UnknownUsageTurns = UnknownUsageTurns,
        TotalMs = TotalMs,
        FirstByteMs = FirstByteMs,
        FirstByteTurns = FirstByteTurns,
    };
}
