using CodexPooler.Accounts.InstanceSettings;
using CodexPooler.Accounts.Quota.Evidence;
using CodexPooler.Accounts.UpstreamAccounts;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Quota.SavedResets;

/// <summary>
/// Redeems a saved reset without a person, when the settings allow: only for a spent weekly window whose own reset is far off,
/// only when no other account of its Pools can serve, at most once in a while, and never the last ones that are to be kept.
/// </summary>
internal sealed class AutomaticResets(
    AccountAdmin accounts,
    WeeklyWindow weeks,
    SavedResetShelf shelf,
    SavedResetDesk desk,
    RedeemJournal journal,
    TimeProvider time,
    ILogger<AutomaticResets> logger)
{
    /// <summary>How far off a window's own reset must be for a saved one to be worth it.</summary>
    public static readonly TimeSpan NaturalBuffer = TimeSpan.FromMinutes(60);

    public async Task ConsiderAsync(Account account, InstanceValues values, CancellationToken cancellationToken)
    {
        if (values.AutomaticResets == "off" || !account.Serves()) return;
        var id = Guid.Parse(account.Id);
        if (weeks.SpentOf(id, WeeklyWindow.Limit(values)) is not { } week) return;
        var now = time.GetUtcNow();
        if (await GuardAsync(account, week, values, now, cancellationToken) is { } reason)
        {
            Log.NoAutomaticReset(logger, id, reason);
            return;
        }

        // One wish a cycle of the window: two replicas that see the same make the same one.
        var requestId = $"auto-{account.Id}-{week.ResetsAtMs / (long)NaturalBuffer.TotalMilliseconds}";
        await desk.RedeemAsync("system", account, "", requestId, automatic: true, cancellationToken);
    }

    private async Task<string?> GuardAsync(
        Account account, QuotaReading week, InstanceValues values, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (DateTimeOffset.FromUnixTimeMilliseconds(week.ResetsAtMs) - now < NaturalBuffer)
            return "the window resets by itself soon";
        if (await journal.HasSpentLatelyAsync(Guid.Parse(account.Id), now, cancellationToken))
            return "one was redeemed a moment ago";
        if (await HasSiblingAsync(account, WeeklyWindow.Limit(values), cancellationToken))
            return "another account of its Pools can serve";
        var usable = (await shelf.OfAsync(account, cancellationToken)).Count(reset => SavedResetAnswer.IsUsable(reset, now));
        return usable <= values.ResetsKept ? $"{usable} saved resets are left, {values.ResetsKept} are to be kept" : null;
    }

    private async Task<bool> HasSiblingAsync(Account account, double limit, CancellationToken cancellationToken)
    {
        var memberships = (await accounts.ListMembershipsAsync(cancellationToken))
            .Where(membership => membership.Enabled).ToList();
        var pools = memberships.Where(membership => membership.AccountId == account.Id)
            .Select(membership => membership.PoolId).ToHashSet();
        var active = (await accounts.ListAsync(cancellationToken))
            .Where(other => other.Serves()).Select(other => other.Id).ToHashSet();
        return memberships.Any(membership => membership.AccountId != account.Id && pools.Contains(membership.PoolId)
            && active.Contains(membership.AccountId) && weeks.SpentOf(Guid.Parse(membership.AccountId), limit) is null);
    }
}
