using System.Collections.Immutable;

namespace CodexPooler.Accounts.Quota.Evidence;

/// <summary>
/// Everything the upstream said about one account that still matters. Merging is order-free and forgives duplicates.
/// </summary>
internal sealed record AccountEvidence
{
    private const long FrozenAfterMs = 900_000;

    public static AccountEvidence None { get; } = new();

    public ImmutableSortedDictionary<WindowKey, WindowLog> Windows { get; private init; } =
        ImmutableSortedDictionary<WindowKey, WindowLog>.Empty;

    public Stamped? Plan { get; init; }

    /// <summary>As <see cref="CreditText"/> writes them.</summary>
    public Stamped? Credits { get; init; }

    public Stamped? LimitReached { get; init; }

    public Stamped? SavedResets { get; init; }

    /// <summary>When a saved reset was last applied: proof that a window may have started afresh.</summary>
    public long RedeemedAtMs { get; init; }

    public IEnumerable<QuotaReading> Readings => Windows.Values.SelectMany(log => log.Readings);

    public AccountEvidence Add(IEnumerable<QuotaReading> readings)
    {
        var windows = Windows;
        foreach (var reading in readings)
        {
            var log = windows.GetValueOrDefault(reading.Window, WindowLog.Empty);
            windows = windows.SetItem(reading.Window, log.Add(reading));
        }

        return this with { Windows = windows };
    }

    public AccountEvidence Merge(AccountEvidence other) => Add(other.Readings) with
    {
        Plan = Stamped.Newer(Plan, other.Plan),
        Credits = Stamped.Newer(Credits, other.Credits),
        LimitReached = Stamped.Newer(LimitReached, other.LimitReached),
        SavedResets = Stamped.Newer(SavedResets, other.SavedResets),
        RedeemedAtMs = Math.Max(RedeemedAtMs, other.RedeemedAtMs),
    };

    /// <summary>The windows as they stand. One that stopped being told while another of its limit goes on is left out.</summary>
    public IReadOnlyList<QuotaReading> Current()
    {
        var views = Windows.Values.Select(log => CycleFold.Fold(log.Readings, RedeemedAtMs)).OfType<QuotaReading>().ToList();
        return [.. views
            .Where(view => !views.Any(
                other => other.Limit == view.Limit && other.ObservedAtMs - view.ObservedAtMs >= FrozenAfterMs))];
    }
}
