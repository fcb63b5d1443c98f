using CodexPooler.Accounts.Quota.Evidence;
using CodexPooler.Accounts.Quota.Keeping;
using CodexPooler.Accounts.Serving;
using CodexPooler.Accounts.Upstream;
using CodexPooler.Accounts.UpstreamAccounts;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Quota.Polling;

/// <summary>Asks the backend what is left of an account. Whatever is no clear answer changes nothing.</summary>
internal sealed class UsageProbe(
    UpstreamClient upstream,
    CredentialCache credentials,
    AccountAdmin accounts,
    QuotaBook book,
    TimeProvider time,
    ILogger<UsageProbe> logger)
{
    /// <returns>Null when something was learned, else why not.</returns>
    public async Task<string?> AskAsync(Account account, CancellationToken cancellationToken)
    {
        var id = Guid.Parse(account.Id);
        // Refused evidence must not look newer than what a turn says while the answer is under way.
        var asked = time.GetUtcNow();
        var reply = await upstream.SendAsync(
            account, () => new(HttpMethod.Get, UpstreamClient.Address(account, "/backend-api/wham/usage")), cancellationToken);
        if (reply is not UpstreamReply.Answer answer)
        {
            var reason = reply is UpstreamReply.Nothing nothing
                ? nothing.Reason
                : "the credential was refused, also after a renewal";
            Log.NoEvidence(logger, id, reason);
            return reason;
        }

        var evidence = UsageAnswer.Read(answer.Body, credentials.GenerationOf(id), asked);
        if (evidence == AccountEvidence.None) return "the answer names no window";
        book.Absorb(id, evidence);
        if (evidence.Plan is { } plan && plan.Value != account.Plan)
            await accounts.RecordPlanAsync(account.Id, plan.Value, cancellationToken);
        return null;
    }
}
