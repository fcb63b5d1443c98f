using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using Google.Protobuf.WellKnownTypes;
using AccountsSource = CodexPooler.Contracts.Directory.V1.QuotaSource;
using RouterSource = CodexPooler.Contracts.Routing.V1.QuotaSource;

namespace CodexPooler.Routing.Directory;

/// <summary>What accounts say of a quota, as facts.</summary>
internal static class QuotaFacts
{
    private const string AccountWide = "account";

    public static IEnumerable<QuotaFact> Of(AccountQuota quota)
    {
        foreach (var window in quota.Windows)
        {
            var fact = new QuotaFact
            {
                AccountId = quota.AccountId,
                LimitId = window.Limit == AccountWide ? "" : window.Limit,
                WindowMinutes = window.WindowMinutes,
                UsedPercent = window.UsedPercent,
                ResetsAtMs = Milliseconds(window.ResetsAt),
                ObservedAtMs = Milliseconds(window.ObservedAt ?? quota.ObservedAt),
                Source = Source(window.Source),
                Generation = window.CredentialGeneration,
                HasCredits = quota.Credits is { HasCredits: true },
            };
            fact.Models.AddRange(window.Models);
            yield return fact;
        }
    }

    private static long Milliseconds(Timestamp? at) => at is null ? 0 : at.ToDateTimeOffset().ToUnixTimeMilliseconds();

    private static RouterSource Source(AccountsSource source) => source switch
    {
        AccountsSource.StreamEvent => RouterSource.StreamEvent,
        AccountsSource.Headers => RouterSource.ResponseHeaders,
        AccountsSource.ErrorBody => RouterSource.ErrorBody,
        _ => RouterSource.UsageApi,
    };
}
