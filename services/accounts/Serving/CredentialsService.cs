using CodexPooler.Accounts.Access;
using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Accounts.Tokens.Refreshing;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CodexPooler.Accounts.Serving;

/// <summary>Hands access tokens to the edge, and to nobody else.</summary>
internal sealed class CredentialsService(
    CallerAccess access, CredentialCache credentials, AccountHealth health, AccountLookup accounts)
    : Contracts.Credentials.V1.Credentials.CredentialsBase
{
    public override async Task<Credential> Get(GetCredentialRequest request, ServerCallContext context)
    {
        access.RequireCredentialCaller(context);
        var id = Refusals.Id("account", request.AccountId);
        return await AnswerAsync(id, await credentials.GetAsync(id, context.CancellationToken), context.CancellationToken);
    }

    public override async Task<Credential> Refresh(RefreshCredentialRequest request, ServerCallContext context)
    {
        access.RequireCredentialCaller(context);
        var id = Refusals.Id("account", request.AccountId);
        return await AnswerAsync(id, await credentials.RenewAsync(id, request.RejectedGeneration, context.CancellationToken),
            context.CancellationToken);
    }

    private async Task<Credential> AnswerAsync(Guid id, RefreshResult result, CancellationToken cancellationToken)
    {
        var account = await accounts.FindAsync(id, cancellationToken) ?? throw Refusals.Unknown("account", id.ToString());
        // Another replica linked or unlinked the account: what this one holds in memory has been replaced.
        if (account.Status == AccountStatus.Disabled) throw CredentialRefusals.Of(id, new RefreshResult.NotLinked());
        if (result is RefreshResult.Fresh { Credential.Generation: var held } && held < account.CredentialGeneration)
            result = await credentials.RenewAsync(id, held, cancellationToken);

        await health.RecordAsync(id, result, cancellationToken);
        if (result is not RefreshResult.Fresh { Credential: var credential }) throw CredentialRefusals.Of(id, result);
        return new()
        {
            AccountId = account.Id,
            Generation = credential.Generation,
            AccessToken = credential.Tokens.AccessToken.Reveal(),
            ExpiresAt = Timestamp.FromDateTimeOffset(credential.Tokens.AccessExpiresAt),
            UpstreamAccountId = account.UpstreamAccountId,
            UpstreamBase = account.UpstreamBase,
        };
    }
}
