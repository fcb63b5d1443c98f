using System.Collections.Concurrent;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Edge.Usage;

/// <summary>The newest quota evidence of each account.</summary>
internal sealed class QuotaHolder
{
    private readonly ConcurrentDictionary<string, AccountQuota> _accounts = new(StringComparer.Ordinal);

    public AccountQuota? Of(string accountId) => _accounts.GetValueOrDefault(accountId);

    public void Take(AccountQuota quota) => _accounts.AddOrUpdate(
        quota.AccountId, quota, (_, known) => Observed(known) > Observed(quota) ? known : quota);

    private static DateTimeOffset Observed(AccountQuota quota) => quota.ObservedAt?.ToDateTimeOffset() ?? DateTimeOffset.MinValue;
}
