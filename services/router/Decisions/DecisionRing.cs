using CodexPooler.Routing.State;

namespace CodexPooler.Routing.Decisions;

/// <summary>The last decisions with all their candidates, in memory that is allocated once and never grows.</summary>
internal sealed class DecisionRing(DecisionOptions options)
{
    private readonly DecisionRow[] _rows = new DecisionRow[options.Rows];
    private readonly Decision[] _decisions = new Decision[options.Kept];
    private long _nextRow;
    private long _next;

    /// <summary>Where the rows of the next decision will begin.</summary>
    public long NextRow => _nextRow;

    /// <summary>False when the decision has more candidates than all rows there are.</summary>
    public bool Add(in Decision decision, ReadOnlySpan<DecisionRow> rows)
    {
        if (rows.Length > _rows.Length)
            return false;

        var place = (int)(_next % _decisions.Length);
        _next++;
        _decisions[place] = decision;
        var start = (int)(_nextRow % _rows.Length);
        var untilEnd = Math.Min(rows.Length, _rows.Length - start);
        rows[..untilEnd].CopyTo(_rows.AsSpan(start));
        rows[untilEnd..].CopyTo(_rows);
        _nextRow += rows.Length;
        return true;
    }

    /// <summary>
    /// Attempts in their order. Operators ask seldom and every turn is kept: who asks looks through all, and no turn fills an index.
    /// </summary>
    public IEnumerable<Decision> OfTurn(TurnId turn)
    {
        var places = new SortedDictionary<int, int>();
        for (var i = Math.Max(0, _next - _decisions.Length); i < _next; i++)
        {
            var place = (int)(i % _decisions.Length);
            ref readonly var decision = ref _decisions[place];
            if (decision.Id.Turn == turn && Holds(decision)) places[decision.Id.Attempt] = place;
        }

        return places.Values.Select(place => _decisions[place]);
    }

    /// <summary>Oldest first.</summary>
    public IEnumerable<Decision> All()
    {
        for (var i = Math.Max(0, _next - _decisions.Length); i < _next; i++)
        {
            var place = (int)(i % _decisions.Length);
            if (Holds(_decisions[place]))
                yield return _decisions[place];
        }
    }

    public DecisionRow Row(in Decision decision, int candidate) => _rows[(int)((decision.FirstRow + candidate) % _rows.Length)];

    /// <summary>Whether its rows are still its own.</summary>
    public bool Holds(in Decision decision) => _nextRow - decision.FirstRow <= _rows.Length;
}
