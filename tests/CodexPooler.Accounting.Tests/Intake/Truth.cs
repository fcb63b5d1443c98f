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

    public long Input { get; private set; }

    public long Output { get; private set; }

    public long CostMicros { get; private set; }

    public void Add(TurnSettled turn)
    {
        Turns++;
        Attempts += turn.Attempts.Count;
        Input += turn.Usage?.Input ?? 0;
        Output += turn.Usage?.Output ?? 0;
        CostMicros += LedgerTurn.From(turn, Prices).Price.Micros;
    }
}
