using CodexPooler.Contracts.Events;

namespace CodexPooler.Edge.Settlement;

/// <summary>
/// The turns settled last, as they are: who keeps up with the spool need not read it. Whoever lags behind them reads the file.
/// </summary>
internal sealed class FreshTurns(SpoolPosition start, int most = 16_384)
{
    /// <summary>As many as travel together at most.</summary>
    public const int Load = 256;

    private readonly Lock _gate = new();
    private readonly Queue<(TurnSettled Turn, SpoolPosition Next)> _turns = new();

    // Nothing settled stands between this place and the first of them.
    private SpoolPosition _start = start;
    private int _gathered;

    /// <summary>
    /// Raised for every load of turns. Those who take it at once find it in the processor's caches, and what they let go of is
    /// young: kept until the next flush, thousands of turns would be moved by each collection between.
    /// </summary>
    public event Action? Gathered;

    public void Add(TurnSettled turn, SpoolPosition next)
    {
        lock (_gate)
        {
            if (_turns.Count == most) Drop();
            _turns.Enqueue((turn, next));
            if (++_gathered < Load) return;
            _gathered = 0;
        }

        Gathered?.Invoke();
    }

    /// <summary>A turn was settled that is known from the file alone.</summary>
    public void Miss(SpoolPosition next)
    {
        lock (_gate)
        {
            _turns.Clear();
            _start = next;
        }
    }

    /// <summary>The turns behind a place; null when only the file has them all.</summary>
    public SpoolBatch? After(SpoolPosition from, int limit)
    {
        lock (_gate)
        {
            while (_turns.TryPeek(out var first) && !first.Next.IsBeyond(from)) Drop();
            if (_start.IsBeyond(from)) return null;
            var taken = new List<TurnSettled>(Math.Min(limit, _turns.Count));
            var next = from;
            foreach (var (turn, behind) in _turns)
            {
                if (taken.Count == limit) break;
                taken.Add(turn);
                next = behind;
            }

            return new(taken, next, taken.Count);
        }
    }

    private void Drop() => _start = _turns.Dequeue().Next;
}
