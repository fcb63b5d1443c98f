using CodexPooler.Accounts.Quota.Evidence;
using CodexPooler.Accounts.Quota.Keeping;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Messaging;

namespace CodexPooler.Accounts.Quota;

/// <summary>
/// Takes what turns revealed about limits from the bus. Evidence merges in any order, so every replica takes all of it.
/// </summary>
internal sealed class QuotaIntake(QuotaBook book, TimeProvider time) : IMessageHandler<QuotaObserved>
{
    public Task HandleAsync(IReadOnlyList<QuotaObserved> messages, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var account in messages.GroupBy(message => message.AccountId))
        {
            if (!Guid.TryParse(account.Key, out var id)) continue;
            var readings = account.Select(Read).Where(reading => Admission.Takes(reading, now)).ToList();
            if (readings.Count > 0) book.Absorb(id, AccountEvidence.None.Add(readings));
        }

        return Task.CompletedTask;
    }

    private static QuotaReading Read(QuotaObserved observed) => new(
        LimitName.Fold(observed.Limit),
        observed.WindowMinutes,
        observed.UsedPercent,
        observed.ResetsAt?.ToUnixTimeMilliseconds() ?? 0,
        observed.ObservedAt.ToUnixTimeMilliseconds(),
        SourceOf(observed.Source),
        observed.CredentialGeneration,
        string.Join(',', observed.Models.Order(StringComparer.Ordinal)));

    private static QuotaSource SourceOf(string source) => source switch
    {
        "stream_event" => QuotaSource.StreamEvent,
        "headers" => QuotaSource.Headers,
        "error_body" => QuotaSource.ErrorBody,
        "usage_api" => QuotaSource.UsageApi,
        _ => QuotaSource.Unspecified,
    };
}
