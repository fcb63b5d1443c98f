namespace CodexPooler.Accounting.Rollups;

/// <summary>What a comparison of roll-ups and entries found, and how far it reached.</summary>
/// <param name="Differences">In words, at most twenty; none when what was compared is equal.</param>
/// <param name="DaysFrom">Days before are past retention: nothing is left to compare them with.</param>
/// <param name="HoursFrom">The same for hours and minutes.</param>
/// <param name="To">The end of both; equal to a start when nothing was compared.</param>
internal sealed record RollupFindings(IReadOnlyList<string> Differences, long DaysFrom, long HoursFrom, long To);
