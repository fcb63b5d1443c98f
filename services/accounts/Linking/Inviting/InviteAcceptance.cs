using CodexPooler.Accounts.Linking.Flows;
using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.ServiceDefaults.Secrets;
using Grpc.Core;

namespace CodexPooler.Accounts.Linking.Inviting;

/// <summary>The invited person's side. The token is all they have and all they need.</summary>
internal sealed class InviteAcceptance(InviteAdmin invites, DeviceLinking device, LinkFlows flows)
{
    public async Task<Invite> ReadAsync(SecretText token, CancellationToken cancellationToken)
    {
        var invite = await invites.ReadAsync(token, cancellationToken)
            ?? throw new RpcException(new Status(StatusCode.NotFound, "This invitation is unknown. Ask for a new one."));
        return new()
        {
            Id = invite.Id,
            PoolName = invite.PoolName,
            Label = invite.Label,
            Status = invite.Status,
            ExpiresAt = invite.ExpiresAt
        };
    }

    /// <summary>Starts the sign-in, or answers with the one already waiting: a link opened twice is still one link.</summary>
    public async Task<LinkFlow> AcceptAsync(SecretText token, CancellationToken cancellationToken)
    {
        await ReadAsync(token, cancellationToken);
        var invite = (await invites.ReadAsync(token, cancellationToken))!;
        if (invite.Status != Invite.Types.Status.Active)
            throw Refusals.InTheWay($"{LinkProblems.InviteEnded.Message} {LinkProblems.InviteEnded.Remedy}");
        if (await flows.PendingForAsync(invite.Id, cancellationToken) is { } waiting) return waiting.Current;

        var order = new LinkOrder("invited person", [invite.PoolId]) { Owner = invite.Label, InviteId = invite.Id };
        return await device.StartAsync(order, cancellationToken);
    }
}
