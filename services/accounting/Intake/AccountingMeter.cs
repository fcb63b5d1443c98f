using System.Diagnostics.Metrics;

namespace CodexPooler.Accounting.Intake;

/// <summary>What the service tells about itself.</summary>
internal sealed class AccountingMeter : IDisposable
{
    public const string Name = "CodexPooler.Accounting";

    private readonly Meter _meter;
    private readonly Counter<long> _turns;
    private readonly Counter<long> _repeats;

    public AccountingMeter(IMeterFactory factory)
    {
        _meter = factory.Create(Name);
        _turns = _meter.CreateCounter<long>("codex_pooler_ledger_turns", "{turn}", "Turns written to the ledger");
        _repeats = _meter.CreateCounter<long>("codex_pooler_ledger_repeats", "{turn}", "Turns delivered again and recognised");
    }

    public void Turns(int written, int repeated)
    {
        _turns.Add(written);
        _repeats.Add(repeated);
    }

    public void Dispose() => _meter.Dispose();
}
