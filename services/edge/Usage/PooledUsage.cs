using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Edge.Snapshot;

namespace CodexPooler.Edge.Usage;

/// <summary>What is left of a Pool as a whole: a client stops sending when it reads that nothing is.</summary>
internal sealed record PooledUsage(string Plan, bool Allowed, IReadOnlyList<PooledWindow> Windows, int? Credits)
{
    private const string AccountLimit = "account";
    private const int Full = 100;

    public static PooledUsage Of(DirectorySnapshot snapshot, string poolId, QuotaHolder quotas, DateTimeOffset now)
    {
        var accounts = snapshot.Members[poolId]
            .Select(id => snapshot.Accounts.GetValueOrDefault(id))
            .OfType<Account>()
            .Where(account => account.Status is AccountStatus.Active or AccountStatus.Refreshing)
            .ToList();
        var evidence = accounts.Select(account => quotas.Of(account.Id)).OfType<AccountQuota>().ToList();
        var usable = evidence.Where(quota => HasRoom(quota, now)).ToList();
        // No evidence is no reason to stop a client: the turn itself will tell.
        var allowed = accounts.Count == 0 || usable.Count > 0 || evidence.Count < accounts.Count;
        var windows = evidence
            .SelectMany(quota => quota.Windows)
            .GroupBy(window => (window.Limit, window.WindowMinutes))
            .OrderBy(group => group.Key.Limit, StringComparer.Ordinal)
            .ThenBy(group => group.Key.WindowMinutes)
            .Select(group => Pool(group.Key.Limit, group.Key.WindowMinutes, [.. group], allowed, now));
        return new(PlanOf(accounts, evidence), allowed, [.. windows], Balance(evidence));
    }

    public IEnumerable<PooledWindow> OfAccount => Windows.Where(window => window.Limit == AccountLimit);

    public IEnumerable<IGrouping<string, PooledWindow>> Others =>
        Windows.Where(window => window.Limit != AccountLimit).GroupBy(window => window.Limit, StringComparer.Ordinal);

    private static PooledWindow Pool(
        string limit, int minutes, IReadOnlyList<QuotaWindow> windows, bool allowed, DateTimeOffset now)
    {
        var used = (int)Math.Round(windows.Average(window => Used(window, now)), MidpointRounding.AwayFromZero);
        if (limit == AccountLimit ? allowed : windows.Any(window => Used(window, now) < Full)) used = Math.Min(used, Full - 1);
        var resets = windows.Select(window => window.ResetsAt?.ToDateTimeOffset()).Where(reset => reset > now).Min();
        return new(limit, TimeSpan.FromMinutes(minutes), Math.Clamp(used, 0, Full), resets);
    }

    private static bool HasRoom(AccountQuota quota, DateTimeOffset now) =>
        quota.Windows.Where(window => window.Limit == AccountLimit).All(window => Used(window, now) < Full)
        || quota.Credits is { HasCredits: true } or { Unlimited: true };

    // A window whose end has passed is a new one that nobody has measured yet.
    private static double Used(QuotaWindow window, DateTimeOffset now) =>
        window.ResetsAt?.ToDateTimeOffset() <= now ? 0 : window.UsedPercent;

    private static string PlanOf(IReadOnlyList<Account> accounts, IReadOnlyList<AccountQuota> evidence) =>
        evidence.Select(quota => quota.Plan).Concat(accounts.Select(account => account.Plan)).Where(plan => plan.Length > 0)
            .GroupBy(plan => plan, StringComparer.Ordinal).OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal).FirstOrDefault()?.Key ?? "team";

    private static int? Balance(IEnumerable<AccountQuota> evidence)
    {
        int? total = null;
        foreach (var quota in evidence)
            if (int.TryParse(quota.Credits?.Balance, System.Globalization.CultureInfo.InvariantCulture, out var balance))
                total = (total ?? 0) + balance;
        return total;
    }
}
