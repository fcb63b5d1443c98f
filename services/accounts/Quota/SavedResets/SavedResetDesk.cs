using System.Net.Http.Json;
using CodexPooler.Accounts.Quota.Evidence;
using CodexPooler.Accounts.Quota.Keeping;
using CodexPooler.Accounts.Quota.Polling;
using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Accounts.Upstream;
using CodexPooler.Contracts.Directory.V1;
using Grpc.Core;

namespace CodexPooler.Accounts.Quota.SavedResets;

/// <summary>
/// Lists and redeems saved resets. The reset to spend is pinned before the upstream is asked, and spent at most once a
/// request id.
/// </summary>
internal sealed class SavedResetDesk(
    UpstreamClient upstream,
    RedeemJournal journal,
    QuotaBook book,
    UsageProbe probe,
    DirectoryStore store,
    TimeProvider time,
    ILogger<SavedResetDesk> logger)
{
    private const string Path = "/backend-api/wham/rate-limit-reset-credits";

    public async Task<IReadOnlyList<SavedReset>> ListAsync(Account account, CancellationToken cancellationToken)
    {
        var reply = await upstream.SendAsync(
            account, () => new(HttpMethod.Get, UpstreamClient.Address(account, Path)), cancellationToken);
        return reply is UpstreamReply.Answer answer ? SavedResetAnswer.Read(answer.Body) : throw Unanswered(reply);
    }

    public async Task<string> RedeemAsync(
        string actor, Account account, string resetId, string requestId, bool automatic, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var wish = new RedeemUse
        {
            RequestId = requestId,
            AccountId = Guid.Parse(account.Id),
            ResetId = resetId,
            State = RedeemState.Pending,
            Automatic = automatic,
            Actor = actor,
            AskedMs = now.ToUnixTimeMilliseconds(),
            TriedMs = now.ToUnixTimeMilliseconds(),
        };
        if (resetId.Length == 0)
        {
            var first = (await ListAsync(account, cancellationToken))
                .FirstOrDefault(reset => SavedResetAnswer.IsUsable(reset, now));
            wish.ResetId = first?.Id ?? "";
        }

        var use = await journal.BeginAsync(wish, cancellationToken);
        if (use.AccountId != wish.AccountId)
            throw Refusals.InTheWay("This request id was used for another account. Send a new one.");
        return use.State == RedeemState.Pending ? await FinishAsync(actor, account, use, cancellationToken) : use.State;
    }

    /// <summary>Asks the upstream, for the first time or again: with the same request id it redeems once.</summary>
    public async Task<string> FinishAsync(string actor, Account account, RedeemUse use, CancellationToken cancellationToken)
    {
        var state = use.ResetId.Length == 0 ? RedeemState.NoneLeft : await ConsumeAsync(account, use, cancellationToken);
        // Whatever the caller does now, what was spent must be known.
        await SettleAsync(actor, account, use, state, CancellationToken.None);
        return state;
    }

    /// <summary>Gives up asking.</summary>
    public Task AbandonAsync(Account account, RedeemUse use, CancellationToken cancellationToken) =>
        SettleAsync("system", account, use, RedeemState.Abandoned, cancellationToken);

    private async Task<string> ConsumeAsync(Account account, RedeemUse use, CancellationToken cancellationToken)
    {
        var reply = await upstream.SendAsync(
            account,
            () => new(HttpMethod.Post, UpstreamClient.Address(account, Path + "/consume"))
            {
                Content = JsonContent.Create(
                    new Dictionary<string, string> { ["redeem_request_id"] = use.RequestId, ["credit_id"] = use.ResetId }),
            },
            cancellationToken);
        return reply is UpstreamReply.Answer answer ? RedeemState.Of(SavedResetAnswer.Code(answer.Body)) : RedeemState.Pending;
    }

    private async Task SettleAsync(
        string actor, Account account, RedeemUse use, string state, CancellationToken cancellationToken)
    {
        await journal.EndAsync(use.RequestId, state, cancellationToken);
        Log.ResetRedeemed(logger, use.AccountId, state, use.Automatic);
        await store.ChangeAsync(
            actor,
            async change =>
            {
                await change.AuditAsync(
                    "saved_reset.redeem", $"account:{account.Id}",
                    new { use.RequestId, use.Automatic, AskedBy = use.Actor }, state);
                return true;
            },
            cancellationToken);
        if (state != RedeemState.Applied) return;
        book.Absorb(use.AccountId, AccountEvidence.None with { RedeemedAtMs = time.GetUtcNow().ToUnixTimeMilliseconds() });
        await probe.AskAsync(account, cancellationToken);
    }

    private static RpcException Unanswered(UpstreamReply reply) => new(new Status(
        StatusCode.Unavailable,
        reply is UpstreamReply.Nothing nothing
            ? $"The upstream told nothing: {nothing.Reason}."
            : "The upstream refused the credential."));
}
