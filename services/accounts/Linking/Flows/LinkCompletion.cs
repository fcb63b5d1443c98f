using CodexPooler.Accounts.Issuer;
using CodexPooler.Accounts.Linking.Inviting;
using CodexPooler.Accounts.Tokens;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.ServiceDefaults.Secrets;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>
/// From an approved code to a linked account. Tokens that lead to none are revoked: nobody would ever look after them.
/// </summary>
internal sealed class LinkCompletion(
    ITokenIssuer issuer,
    AccountLinker linker,
    InviteAdmin invites,
    LinkFlows flows,
    TimeProvider time,
    ILogger<LinkCompletion> logger)
{
    /// <summary>Not cancellable: the code works once.</summary>
    public async Task<LinkFlow> CompleteAsync(PendingLink link, SecretText code, SecretText verifier, Uri redirect)
    {
        try
        {
            return await ExchangeAsync(link, code, verifier, redirect);
        }
        catch (Exception cause) when (link.Phase == LinkPhase.Exchanging)
        {
            // Nobody else can end what was claimed here.
            Log.Broke(logger, cause);
            return await EndAsync(link, LinkProblems.Internal);
        }
    }

    public Task<LinkFlow> EndAsync(PendingLink link, LinkProblem problem) => EndAsync(link, link.Failed(problem));

    private async Task<LinkFlow> ExchangeAsync(PendingLink link, SecretText code, SecretText verifier, Uri redirect)
    {
        var outcome = await issuer.RedeemAsync(code, verifier, redirect, CancellationToken.None);
        if (outcome is not ExchangeOutcome.Issued { AccessToken: { } access, RefreshToken: { } refresh } issued)
            return await EndAsync(link, LinkProblems.ExchangeFailed(Reason(outcome)));

        var tokens = new TokenSet(
            access, refresh, issued.IdToken ?? default, AccessTokenExpiry.Of(access, issued.ExpiresIn, time.GetUtcNow()));
        var linked = await LinkAsync(link.Order, tokens);
        if (linked is LinkOutcome.Linked done) return await EndAsync(link, link.Completed(done.Account, done.Warnings));

        await issuer.RevokeAsync(refresh, CancellationToken.None);
        return await EndAsync(link, ((LinkOutcome.Refused)linked).Problem);
    }

    private async Task<LinkOutcome> LinkAsync(LinkOrder order, TokenSet tokens)
    {
        if (order.InviteId.Length == 0) return await linker.LinkAsync(order, tokens, "", CancellationToken.None);
        // Used up first: two replicas never let two accounts in by one invitation.
        if (!await invites.TryUseAsync(order.InviteId, CancellationToken.None))
            return new LinkOutcome.Refused(LinkProblems.InviteEnded);
        var outcome = await linker.LinkAsync(order, tokens, "", CancellationToken.None);
        if (outcome is LinkOutcome.Linked linked)
            await invites.AcceptedAsync(order.InviteId, linked.Account.Id, CancellationToken.None);
        else await invites.ReopenAsync(order.InviteId, CancellationToken.None);
        return outcome;
    }

    private async Task<LinkFlow> EndAsync(PendingLink link, LinkFlow end)
    {
        await flows.EndAsync(link, end, CancellationToken.None);
        return end;
    }

    private static string Reason(ExchangeOutcome outcome) => outcome switch
    {
        ExchangeOutcome.Rejected rejected => rejected.Code,
        ExchangeOutcome.Failed failed => failed.Reason,
        _ => "its answer lacks a token",
    };
}
