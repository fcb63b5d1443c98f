using CodexPooler.Accounts.Access;
using CodexPooler.Accounts.Linking.Flows;
using CodexPooler.Accounts.Linking.Importing;
using CodexPooler.Accounts.Linking.Inviting;
using CodexPooler.Accounts.Linking.Unlinking;
using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.ServiceDefaults.Secrets;
using Grpc.Core;

namespace CodexPooler.Accounts.Linking;

/// <summary>How an account joins and leaves: who may, then the room that does it.</summary>
internal sealed class LinkingService(
    LinkAccess access,
    CallerAccess callers,
    LinkFlows flows,
    DeviceLinking device,
    BrowserLinking browser,
    LoginImport import,
    AccountUnlinker unlinker,
    InviteAdmin invites,
    InviteAcceptance acceptance) : Contracts.Credentials.V1.Linking.LinkingBase
{
    public override async Task<LinkFlow> StartDevice(StartLinkRequest request, ServerCallContext context)
    {
        var order = await access.OrderAsync(context, request);
        return await device.StartAsync(order, context.CancellationToken);
    }

    public override async Task<LinkFlow> StartBrowser(StartLinkRequest request, ServerCallContext context)
    {
        var order = await access.OrderAsync(context, request);
        return await browser.StartAsync(order, request.CallbackUrl, context.CancellationToken);
    }

    public override async Task<LinkFlow> CompleteBrowser(CompleteBrowserRequest request, ServerCallContext context)
    {
        var flow = await FindAsync(context, request.FlowId, request.Actor);
        return await browser.CompleteAsync(flow, request.CallbackUrl, context.CancellationToken);
    }

    public override async Task Follow(
        FlowRequest request, IServerStreamWriter<LinkFlow> responseStream, ServerCallContext context)
    {
        var flow = await FindAsync(context, request.FlowId, request.Actor);
        var now = flow.Current;
        await responseStream.WriteAsync(now, context.CancellationToken);
        if (now.State != LinkFlow.Types.State.Pending) return;
        if (await flows.EndedAsync(flow.Key, context.CancellationToken) is { } ended)
            await responseStream.WriteAsync(ended, context.CancellationToken);
    }

    public override async Task<LinkFlow> Cancel(FlowRequest request, ServerCallContext context)
    {
        var flow = await FindAsync(context, request.FlowId, request.Actor);
        var cancelled = flow.Failed(LinkProblems.Cancelled, LinkFlow.Types.State.Cancelled);
        // Too late once a code is being exchanged.
        return flow.IsPending && await flows.EndAsync(flow, cancelled, context.CancellationToken)
            ? cancelled
            : (await FindAsync(context, request.FlowId, request.Actor)).Current;
    }

    public override async Task<ImportResponse> Import(ImportRequest request, ServerCallContext context)
    {
        var order = await access.OrderAsync(
            context, new() { Actor = request.Actor, PoolIds = { request.PoolIds }, Owner = request.Owner });
        return new() { Results = { await import.ImportAsync(order, request.Files, request.DryRun, context.CancellationToken) } };
    }

    public override async Task<UnlinkResponse> Unlink(UnlinkRequest request, ServerCallContext context)
    {
        var caller = await access.RequireAccountAsync(context, request.Actor, request.AccountId);
        var revoked = await unlinker.UnlinkAsync(caller.Name, request.AccountId, context.CancellationToken);
        return new()
        {
            RevokedUpstream = revoked,
            Note = revoked
                ? ""
                : "The issuer did not confirm the end of the login. End the session in the account's ChatGPT security settings.",
        };
    }

    public override async Task<CreatedInvite> CreateInvite(CreateInviteRequest request, ServerCallContext context)
    {
        var caller = await callers.RequireChangeAsync(context, request.Actor, request.PoolId);
        return await invites.CreateAsync(caller.Name, request, context.CancellationToken);
    }

    public override async Task<ListInvitesResponse> ListInvites(ListInvitesRequest request, ServerCallContext context)
    {
        var caller = await callers.RequireOperatorAsync(context, request.Actor, request.PoolId);
        var found = await invites.ListAsync(context.CancellationToken);
        return new()
        {
            Invites = { found.Where(invite =>
                caller.Sees(invite.PoolId) && (request.PoolId.Length == 0 || invite.PoolId == request.PoolId)) },
        };
    }

    public override async Task<Invite> RevokeInvite(InviteRequest request, ServerCallContext context)
    {
        var caller = await callers.RequireChangeAsync(context, request.Actor);
        var invite = await invites.FindAsync(request.InviteId, context.CancellationToken);
        if (invite is null || !caller.Sees(invite.PoolId)) throw Refusals.Unknown("invite", request.InviteId);
        return await invites.RevokeAsync(caller.Name, request.InviteId, context.CancellationToken);
    }

    public override Task<Invite> ReadInvite(InviteTokenRequest request, ServerCallContext context) =>
        acceptance.ReadAsync(new SecretText(request.Token), context.CancellationToken);

    public override Task<LinkFlow> AcceptInvite(InviteTokenRequest request, ServerCallContext context) =>
        acceptance.AcceptAsync(new SecretText(request.Token), context.CancellationToken);

    private async Task<PendingLink> FindAsync(ServerCallContext context, string flowId, string actor)
    {
        var flow = await flows.FindAsync(flowId, context.CancellationToken) ?? throw new RpcException(
            new Status(StatusCode.NotFound, "There is no such link. It ended long ago; start again."));
        await access.RequireFlowAsync(context, actor, flow);
        return flow;
    }
}
