using CodexPooler.Simulator.Time;

namespace CodexPooler.Simulator.Ledger;

/// <summary>A row while its request runs. Written by the one request it belongs to, read by the control API.</summary>
internal sealed class LedgerEntry(LedgerRow first, SimulatorClock clock)
{
    private LedgerRow _row = first;

    public LedgerRow Row => Volatile.Read(ref _row);

    public bool Ended => Row.EndedAt is not null;

    public void Note(Func<LedgerRow, LedgerRow> change) => Volatile.Write(ref _row, change(_row));

    /// <summary>Closes the row; the first ending counts.</summary>
    public void End(string outcome, int status, string? errorCode = null)
    {
        if (Ended) return;
        Note(row => row with { Outcome = outcome, Status = status, ErrorCode = errorCode, EndedAt = clock.GetUtcNow() });
    }

    public void EndGone(int events)
    {
        if (Ended) return;
        Note(row => row with { ClientGone = true, Events = events });
        End(Outcomes.ClientGone, Row.Status);
    }
}
