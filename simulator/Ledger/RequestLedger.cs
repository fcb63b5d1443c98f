using System.Collections.Concurrent;
using CodexPooler.Simulator.Control;
using CodexPooler.Simulator.Time;

namespace CodexPooler.Simulator.Ledger;

/// <summary>The truth: every request the backend has seen since the last reset, in order of arrival.</summary>
internal sealed class RequestLedger(SimulatorClock clock) : IResettable
{
    private ConcurrentQueue<LedgerEntry> _entries = new();
    private long _sequence;

    public LedgerEntry Open(LedgerRow row)
    {
        var entry = new LedgerEntry(
            row with { Sequence = Interlocked.Increment(ref _sequence), ReceivedAt = clock.GetUtcNow() }, clock);
        _entries.Enqueue(entry);
        return entry;
    }

    public IReadOnlyList<LedgerRow> Rows(string? account = null, string? route = null) =>
    [
        .. _entries.Select(entry => entry.Row)
            .Where(row => (account is null || row.Account == account) && (route is null || row.Route == route)),
    ];

    // Entries of requests still running stay out of the new queue: they began before the reset.
    public void Reset() => Interlocked.Exchange(ref _entries, new ConcurrentQueue<LedgerEntry>());
}
