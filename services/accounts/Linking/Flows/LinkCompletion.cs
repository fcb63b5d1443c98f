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
    ITokenIssuer issuer, AccountLinker linker, InviteAdmin invites, TimeProvider time, ILogger<LinkCompletion> logger)
{
    public async Task CompleteAsync(
        PendingLink flow, SecretText code, SecretText verifier, Uri redirect, CancellationToken cancellationToken)
    {
        var outcome = await issuer.RedeemAsync(code, verifier, redirect, cancellationToken);
        if (outcome is not ExchangeOutcome.Issued { AccessToken: { } access, RefreshToken: { } refresh } issued)
        {
            End(flow, LinkProblems.ExchangeFailed(Reason(outcome)));
            return;
        }

        var tokens = new TokenSet(
            access, refresh, issued.IdToken ?? default, AccessTokenExpiry.Of(access, issued.ExpiresIn, time.GetUtcNow()));
        var linked = await LinkAsync(flow.Order, tokens, cancellationToken);
        if (linked is LinkOutcome.Linked done)
        {
            flow.Complete(done.Account, done.Warnings);
            Log.Ended(logger, nameof(LinkFlow.Types.State.Completed), "");
            return;
        }

        await issuer.RevokeAsync(refresh, cancellationToken);
        End(flow, ((LinkOutcome.Refused)linked).Problem);
    }

    private async Task<LinkOutcome> LinkAsync(LinkOrder order, TokenSet tokens, CancellationToken cancellationToken)
    {
        if (order.InviteId.Length == 0) return await linker.LinkAsync(order, tokens, "", cancellationToken);
        if (!await invites.IsOpenAsync(order.InviteId, cancellationToken))
            return new LinkOutcome.Refused(LinkProblems.InviteEnded);
        var outcome = await linker.LinkAsync(order, tokens, "", cancellationToken);
        if (outcome is LinkOutcome.Linked linked)
            await invites.AcceptedAsync(order.InviteId, linked.Account.Id, cancellationToken);
        return outcome;
    }

    private static string Reason(ExchangeOutcome outcome) => outcome switch
    {
        ExchangeOutcome.Rejected rejected => rejected.Code,
        ExchangeOutcome.Failed failed => failed.Reason,
        _ => "its answer lacks a token",
    };

    private void End(PendingLink flow, LinkProblem problem)
    {
        flow.Fail(problem);
        Log.Ended(logger, nameof(LinkFlow.Types.State.Failed), problem.Code);
    }
}
