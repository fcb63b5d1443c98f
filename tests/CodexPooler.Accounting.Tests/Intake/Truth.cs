using CodexPooler.Accounting.Ledger;
using CodexPooler.Accounting.Pricing;
using CodexPooler.Contracts.Events;

namespace CodexPooler.Accounting.Tests.Intake;

/// <summary>What the generator made.</summary>
internal sealed class Truth
{
    private static readonly TurnPricer Prices = new(PriceBookReader.Read(BuiltInPriceBook.Json));

    public long Turns { get; private set; }

    public long Attempts { get; private set; }

    public TokenUsage Tokens { get; private set; } = new(0, 0, 0, 0, 0);

    public long CostMicros { get; private set; }

    public void Add(TurnSettled turn)
    {
        Turns++;
        Attempts += turn.Attempts.Count;
        if (turn.Usage is { } usage)
        {
            Tokens = new(
                Tokens.Input + usage.Input, Tokens.CachedInput + usage.CachedInput, Tokens.CacheWrite + usage.CacheWrite,
                Tokens.Output + usage.Output, Tokens.Reasoning + usage.Reasoning);
        }

        CostMicros += LedgerTurn.From(turn, Prices).Price.Micros;
    }
}
