using CodexPooler.Accounts.InstanceSettings;
using CodexPooler.Accounts.Quota.Evidence;
using CodexPooler.Accounts.Quota.Keeping;

namespace CodexPooler.Accounts.Quota.SavedResets;

/// <summary>The window a saved reset is spent for: the account's week, as long as what is known of it is fresh.</summary>
internal sealed class WeeklyWindow(QuotaBook book, TimeProvider time)
{
    private const int Week = 10_080;
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(15);

    /// <summary>From how many percent on a week counts as used up, by the settings.</summary>
    public static double Limit(InstanceValues values) =>
        values.AutomaticResets == "threshold" ? values.ResetThresholdPercent : 100;

    public QuotaReading? Of(Guid accountId)
    {
        var since = (time.GetUtcNow() - FreshFor).ToUnixTimeMilliseconds();
        return book.Of(accountId).Current().FirstOrDefault(window =>
            window is { Limit: LimitName.Account, Minutes: Week } && window.ObservedAtMs >= since);
    }

    public QuotaReading? SpentOf(Guid accountId, double limit) =>
        Of(accountId) is { } week && week.UsedPercent >= limit ? week : null;
}
