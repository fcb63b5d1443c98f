using System.Collections.Concurrent;
using CodexPooler.Simulator.Control;
using CodexPooler.Simulator.Time;
using Microsoft.Extensions.Options;

namespace CodexPooler.Simulator.Ledger;

/// <summary>The truth: every request the backend has seen since the last reset, in order of arrival, up to a limit.</summary>
internal sealed class RequestLedger(SimulatorClock clock, IOptions<SimulatorOptions> options) : IResettable
{
    private ConcurrentQueue<LedgerEntry> _entries = new();
    private long _sequence;
    private long _dropped;

    /// <summary>The oldest rows, given up for newer ones since the last reset. Anything but 0 is not the whole truth.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public LedgerEntry Open(LedgerRow row)
    {
        var entry = new LedgerEntry(
            row with { Sequence = Interlocked.Increment(ref _sequence), ReceivedAt = clock.GetUtcNow() }, clock);
        var entries = _entries;
        entries.Enqueue(entry);
        if (entries.Count > options.Value.LedgerRows && entries.TryDequeue(out _)) Interlocked.Increment(ref _dropped);
        return entry;
    }

    public IReadOnlyList<LedgerRow> Rows(string? account = null, string? route = null) =>
    [
        .. _entries.Select(entry => entry.Row)
            .Where(row => (account is null || row.Account == account) && (route is null || row.Route == route)),
    ];

    // Entries of requests still running stay out of the new queue: they began before the reset.
    public void Reset()
    {
        Interlocked.Exchange(ref _entries, new ConcurrentQueue<LedgerEntry>());
        Interlocked.Exchange(ref _dropped, 0);
    }
}
