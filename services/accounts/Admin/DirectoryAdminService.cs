using CodexPooler.Accounts.Access;
using CodexPooler.Accounts.Audit;
using CodexPooler.Accounts.InstanceSettings;
using CodexPooler.Accounts.Keys;
using CodexPooler.Accounts.Operators;
using CodexPooler.Accounts.Pools;
using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Accounts.UpstreamAccounts;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.ServiceDefaults.Secrets;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CodexPooler.Accounts.Admin;

/// <summary>The operators' interface: who may, then the room that does it.</summary>
internal sealed class DirectoryAdminService(
    CallerAccess access,
    AccountAccess accountAccess,
    PoolAdmin pools,
    AccountAdmin accounts,
    KeyAdmin keys,
    OperatorAdmin operators,
    TokenAdmin tokens,
    SettingsAdmin settings,
    AuditLog audit,
    AuditProof proof,
    AnchorDesk anchors,
    AuditRecorder recorder) : DirectoryAdmin.DirectoryAdminBase
{
    public override async Task<ListPoolsResponse> ListPools(ListRequest request, ServerCallContext context)
    {
        var caller = await access.RequireOperatorAsync(context, request.Actor, request.PoolId);
        var found = await pools.ListAsync(context.CancellationToken);
        return new() { Pools = { found.Where(pool => caller.Sees(pool.Id)) } };
    }

    public override async Task<Pool> SavePool(SavePoolRequest request, ServerCallContext context)
    {
        var caller = (request.Pool?.Id ?? "") is { Length: > 0 } id
            ? await access.RequireChangeAsync(context, request.Actor, id)
            : await access.RequireOwnerAsync(context, request.Actor);
        return await pools.SaveAsync(caller.Name, request, context.CancellationToken);
    }

    public override async Task<Removed> RemovePool(RemoveRequest request, ServerCallContext context)
    {
        var caller = await access.RequireOwnerAsync(context, request.Actor);
        await pools.RemoveAsync(caller.Name, request, context.CancellationToken);
        return new() { Id = request.Id };
    }

    public override async Task<ListAccountsResponse> ListAccounts(ListRequest request, ServerCallContext context)
    {
        var caller = await access.RequireOperatorAsync(context, request.Actor, request.PoolId);
        var memberships = (await accounts.ListMembershipsAsync(context.CancellationToken))
            .Where(membership => caller.Sees(membership.PoolId))
            .Where(membership => request.PoolId.Length == 0 || membership.PoolId == request.PoolId)
            .ToList();
        var visible = memberships.Select(membership => membership.AccountId).ToHashSet(StringComparer.Ordinal);
        var all = caller.IsOwner && request.PoolId.Length == 0;
        var found = (await accounts.ListAsync(context.CancellationToken)).Where(account => all || visible.Contains(account.Id));
        return new() { Accounts = { found }, Memberships = { memberships } };
    }

    public override async Task<Account> SaveAccount(SaveAccountRequest request, ServerCallContext context)
    {
        var caller = await accountAccess.RequireChangeAsync(context, request.Actor, request.Account?.Id ?? "");
        return await accounts.SaveAsync(caller.Name, request, context.CancellationToken);
    }

    public override async Task<Account> PauseAccount(PauseRequest request, ServerCallContext context)
    {
        var caller = await accountAccess.RequireChangeAsync(context, request.Actor, request.Id);
        return await accounts.PauseAsync(caller.Name, request, context.CancellationToken);
    }

    public override async Task<Account> ResumeAccount(ResumeRequest request, ServerCallContext context)
    {
        var caller = await accountAccess.RequireChangeAsync(context, request.Actor, request.Id);
        return await accounts.ResumeAsync(caller.Name, request.Id, automatic: false, context.CancellationToken);
    }

    public override async Task<Membership> SaveMembership(SaveMembershipRequest request, ServerCallContext context)
    {
        var wish = request.Membership ?? new Membership();
        var caller = await access.RequireChangeAsync(context, request.Actor, wish.PoolId);
        return await accounts.SaveMembershipAsync(caller.Name, wish, context.CancellationToken);
    }

    public override async Task<ListKeysResponse> ListKeys(ListRequest request, ServerCallContext context)
    {
        var caller = await access.RequireOperatorAsync(context, request.Actor, request.PoolId);
        var found = await keys.ListAsync(request.PoolId, request.IncludeInactive, context.CancellationToken);
        return new() { Keys = { found.Where(key => caller.Sees(key.PoolId)) } };
    }

    public override async Task<CreatedKey> CreateKey(SaveKeyRequest request, ServerCallContext context)
    {
        var wish = request.Key ?? new ApiKey();
        var caller = await access.RequireChangeAsync(context, request.Actor, wish.PoolId);
        return await keys.CreateAsync(caller.Name, wish, context.CancellationToken);
    }

    public override async Task<ApiKey> SaveKey(SaveKeyRequest request, ServerCallContext context)
    {
        request.Key ??= new();
        var caller = await RequireKeyAsync(context, request.Actor, request.Key.Id);
        return await keys.EditAsync(caller.Name, request, context.CancellationToken);
    }

    public override async Task<CreatedKey> RotateKey(RotateKeyRequest request, ServerCallContext context)
    {
        var caller = await RequireKeyAsync(context, request.Actor, request.Id);
        return await keys.RotateAsync(caller.Name, request, context.CancellationToken);
    }

    public override async Task<ApiKey> PauseKey(PauseRequest request, ServerCallContext context)
    {
        var caller = await RequireKeyAsync(context, request.Actor, request.Id);
        return await keys.PauseAsync(caller.Name, request, context.CancellationToken);
    }

    public override async Task<ApiKey> ResumeKey(ResumeRequest request, ServerCallContext context)
    {
        var caller = await RequireKeyAsync(context, request.Actor, request.Id);
        return await keys.ResumeAsync(caller.Name, request.Id, automatic: false, context.CancellationToken);
    }

    // Whatever was changed meanwhile: a key that is to end must end.
    public override async Task<ApiKey> RevokeKey(RemoveRequest request, ServerCallContext context)
    {
        var caller = await RequireKeyAsync(context, request.Actor, request.Id);
        return await keys.RevokeAsync(caller.Name, request.Id, context.CancellationToken);
    }

    public override async Task<ListOperatorsResponse> ListOperators(ListRequest request, ServerCallContext context)
    {
        await access.RequireOwnerAsync(context, request.Actor);
        return new() { Operators = { await operators.ListAsync(context.CancellationToken) } };
    }

    public override async Task<Operator> SaveOperator(SaveOperatorRequest request, ServerCallContext context)
    {
        var caller = await access.RequireOwnerAsync(context, request.Actor);
        return await operators.SaveAsync(caller.Name, request.Operator ?? new(), context.CancellationToken);
    }

    public override async Task<CreatedToken> CreateOperatorToken(OperatorTokenRequest request, ServerCallContext context)
    {
        var caller = await access.RequireOwnerAsync(context, request.Actor);
        return await tokens.CreateAsync(caller.Name, request, OperatorSecret.OperatorScheme, context.CancellationToken);
    }

    public override async Task<CreatedToken> CreateMcpToken(OperatorTokenRequest request, ServerCallContext context)
    {
        var caller = await access.RequireOwnerAsync(context, request.Actor);
        return await tokens.CreateAsync(caller.Name, request, OperatorSecret.McpScheme, context.CancellationToken);
    }

    public override async Task<ListTokensResponse> ListTokens(ListTokensRequest request, ServerCallContext context)
    {
        await access.RequireOwnerAsync(context, request.Actor);
        return new() { Tokens = { await tokens.ListAsync(request.OperatorId, context.CancellationToken) } };
    }

    public override async Task<Removed> RevokeToken(RemoveRequest request, ServerCallContext context)
    {
        var caller = await access.RequireOwnerAsync(context, request.Actor);
        await tokens.RevokeAsync(caller.Name, request.Id, context.CancellationToken);
        return new() { Id = request.Id };
    }

    public override async Task<Operator> Authenticate(AuthenticateRequest request, ServerCallContext context) =>
        await operators.AuthenticateAsync(new SecretText(request.Token), context.CancellationToken) ??
        throw Refusals.Unauthenticated("This token is unknown or revoked.");

    public override async Task<Settings> GetSettings(ListRequest request, ServerCallContext context)
    {
        await access.RequireOperatorAsync(context, request.Actor);
        return await settings.ReadAsync(context.CancellationToken);
    }

    public override async Task<Settings> SaveSettings(SaveSettingsRequest request, ServerCallContext context)
    {
        var caller = await access.RequireOwnerAsync(context, request.Actor);
        return await settings.SaveAsync(caller.Name, request.Settings ?? new(), context.CancellationToken);
    }

    public override async Task<ListAuditResponse> ListAudit(ListAuditRequest request, ServerCallContext context)
    {
        await access.RequireOwnerAsync(context, request.Actor);
        var entries = await audit.ListAsync(request.Target, request.BeforeSequence, request.Limit, context.CancellationToken);
        return new() { Entries = { entries.Select(ToMessage) } };
    }

    public override async Task<VerifyAuditResponse> VerifyAudit(VerifyAuditRequest request, ServerCallContext context)
    {
        await access.RequireOwnerAsync(context, request.Actor);
        var known = request.KnownSequence > 0 ? AnchorPoint.Noted(request.KnownSequence, request.KnownHash) : null;
        return await proof.GiveAsync(known, context.CancellationToken);
    }

    public override async Task<VerifyAuditResponse> AcceptAudit(AcceptAuditRequest request, ServerCallContext context)
    {
        var caller = await access.RequireOwnerAsync(context, request.Actor);
        return await anchors.AcceptAsync(caller.Name, request.Reason, context.CancellationToken);
    }

    public override async Task<AuditEntry> RecordAudit(RecordAuditRequest request, ServerCallContext context)
    {
        access.RequireRecorder(context);
        return ToMessage(await recorder.RecordAsync(request, context.CancellationToken));
    }

    private static AuditEntry ToMessage(AuditRow row) => new()
    {
        Sequence = row.Sequence,
        At = Timestamp.FromDateTimeOffset(DateTimeOffset.FromUnixTimeMilliseconds(row.AtMs)),
        Actor = row.Actor,
        Action = row.Action,
        Target = row.Target,
        Outcome = row.Outcome,
        Details = row.Details,
        Hash = ByteString.CopyFrom(row.Hash),
    };

    private async Task<CallerIdentity> RequireKeyAsync(ServerCallContext context, string actor, string id)
    {
        var caller = await access.RequireChangeAsync(context, actor);
        if (caller.Pools is null) return caller;
        var key = (await keys.ListAsync("", includeRevoked: true, context.CancellationToken)).FirstOrDefault(key => key.Id == id);
        return key is not null && caller.Sees(key.PoolId) ? caller : throw Refusals.Unknown("key", id);
    }
}
