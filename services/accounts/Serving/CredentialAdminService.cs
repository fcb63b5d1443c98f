using System.Text.Json;
using CodexPooler.Accounts.Access;
using CodexPooler.Accounts.Audit;
using CodexPooler.Accounts.Linking.Unlinking;
using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Accounts.Tokens.Refreshing;
using CodexPooler.Accounts.Tokens.Sealing;
using CodexPooler.Accounts.Tokens.Vaults;
using CodexPooler.Accounts.UpstreamAccounts;
using CodexPooler.Contracts.Credentials.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CodexPooler.Accounts.Serving;

/// <summary>What operators may do with a credential: have it renewed now. Nothing here reveals one.</summary>
internal sealed class CredentialAdminService(
    AccountAccess access,
    CallerAccess callers,
    AccountAdmin accounts,
    CredentialCache credentials,
    AccountHealth health,
    BackOff backOff,
    RenewalBoard board,
    OperatorActs acts,
    AccountUnlinker unlinker,
    Reseal reseal) : CredentialAdmin.CredentialAdminBase
{
    public override async Task<RefreshOutcome> Refresh(RefreshCredentialRequest request, ServerCallContext context)
    {
        var caller = await access.RequireChangeAsync(context, request.Actor, request.AccountId);
        var id = Refusals.Id("account", request.AccountId);
        var known = request.RejectedGeneration > 0
            ? request.RejectedGeneration
            : await CurrentAsync(id, context.CancellationToken);
        var result = await credentials.RenewAsync(id, known, context.CancellationToken);
        backOff.Note(id, result);
        // Nothing is known against what is held: a renewal that only a person wished for, and that has to wait, costs no service.
        if (result is not RefreshResult.Transient || request.RejectedGeneration > 0 || !credentials.Holds(id))
            await health.RecordAsync(id, result, context.CancellationToken);
        await board.TellAsync(id, context.CancellationToken);
        var outcome = Describe(request.AccountId, result);
        await acts.RecordAsync(
            caller.Name, "credential.refresh", $"account:{request.AccountId}",
            JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.Result.ToString()), new { outcome.Generation });
        return outcome;
    }

    public override async Task<RevokeCredentialResponse> Revoke(RevokeCredentialRequest request, ServerCallContext context)
    {
        var caller = await access.RequireChangeAsync(context, request.Actor, request.AccountId);
        return new() { RevokedUpstream = await unlinker.UnlinkAsync(caller.Name, request.AccountId, context.CancellationToken) };
    }

    public override async Task<ResealResponse> Reseal(ResealRequest request, ServerCallContext context)
    {
        var caller = await callers.RequireOwnerAsync(context, request.Actor);
        try
        {
            var ids = (await accounts.ListAsync(context.CancellationToken)).Select(account => Guid.Parse(account.Id));
            var resealed = await reseal.RunAsync(ids, context.CancellationToken);
            await acts.RecordAsync(
                caller.Name, "credential.reseal", "credentials", "done",
                new { resealed.Resealed, resealed.AlreadyCurrent, resealed.Unreadable });
            return resealed;
        }
        catch (Exception cause) when (cause is VaultUnavailableException or KeyRingException)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, $"{cause.Message} Nothing was lost; run it again."));
        }
    }

    private static RefreshOutcome Describe(string accountId, RefreshResult result) => result switch
    {
        RefreshResult.Fresh { Exchanged: true } fresh => Fresh(RefreshOutcome.Types.Result.Refreshed, fresh.Credential),
        RefreshResult.Fresh fresh => Fresh(RefreshOutcome.Types.Result.AlreadyFresh, fresh.Credential),
        RefreshResult.ReauthRequired reauth => new()
        {
            Result = RefreshOutcome.Types.Result.ReauthRequired,
            Reason = ReauthReasons.Describe(reauth.Code),
            Remedy = $"Link it again: pooler account link --relink {accountId}",
        },
        RefreshResult.SealedAway away => new()
        {
            Result = RefreshOutcome.Types.Result.SealedAway,
            Reason = away.Why,
            Remedy = "Restore the sealing key it names, or link the account again.",
        },
        RefreshResult.Transient transient => new()
        {
            Result = RefreshOutcome.Types.Result.TransientFailure,
            Reason = transient.Reason,
            Remedy = "It is tried again by itself; what is held serves until it expires.",
        },
        _ => throw Refusals.InTheWay("This account holds no credential. Link it."),
    };

    private static RefreshOutcome Fresh(RefreshOutcome.Types.Result result, CredentialState credential) => new()
    {
        Result = result,
        Generation = credential.Generation,
        ExpiresAt = Timestamp.FromDateTimeOffset(credential.Tokens.AccessExpiresAt),
    };

    private async Task<long> CurrentAsync(Guid id, CancellationToken cancellationToken)
    {
        await credentials.GetAsync(id, cancellationToken);
        return credentials.GenerationOf(id);
    }
}
