using CodexPooler.Routing.Selection;

namespace CodexPooler.Routing.Strategies;

/// <summary>
/// What a strategy may look at: the candidates left by the gates, in the view's stable order, and this turn's seed.
/// </summary>
internal readonly ref struct StrategyInput
{
    public required ReadOnlySpan<Candidate> Candidates { get; init; }

    /// <summary>Places in <see cref="Candidates"/> that may serve.</summary>
    public required ReadOnlySpan<int> Survivors { get; init; }

    public required ulong Seed { get; init; }

    public required int Cursor { get; init; }

    public required long Now { get; init; }

    /// <summary>Used quota one open turn stands for, in percent.</summary>
    public required double InFlightPercent { get; init; }
}
