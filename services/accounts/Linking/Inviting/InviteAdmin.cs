using System.Globalization;
using CodexPooler.Accounts.InstanceSettings;
using CodexPooler.Accounts.Operators;
using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.ServiceDefaults.Secrets;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CodexPooler.Accounts.Linking.Inviting;

/// <summary>Invitations: one link, one account, one day. Of the link's token only the hash is kept.</summary>
internal sealed class InviteAdmin(DirectoryStore store, SettingsAdmin settings, PublicAddress address, TimeProvider time)
{
    public const string PagePath = "/onboarding/invites";
    private const string Scheme = "cxp-inv-";
    private const int UsualHours = 24;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    public async Task<CreatedInvite> CreateAsync(string actor, CreateInviteRequest request, CancellationToken cancellationToken)
    {
        var valid = request.ValidSeconds == 0
            ? await UsualValidityAsync(cancellationToken)
            : TimeSpan.FromSeconds(request.ValidSeconds);
        var problems = new FieldProblems();
        problems.Require(valid > TimeSpan.Zero && valid <= Longest, "valid_seconds", "must be from 1 second to 7 days");
        problems.Require(request.Label.Length <= 120, "label", "must be at most 120 characters");
        problems.ThrowIfAny();

        var secret = OperatorSecret.New(Scheme);
        var token = secret.Value.Reveal();
        var invite = await store.ChangeAsync(actor, change =>
            AddAsync(change, request, secret.UniqueName, valid), cancellationToken);
        var page = await address.OfAsync($"{PagePath}/{token}", cancellationToken);
        return new() { Invite = invite, Token = token, Url = page?.AbsoluteUri ?? "" };
    }

    public async Task<IReadOnlyList<Invite>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await Editors.Invites.ListAsync(store, cancellationToken)).Select(Now)];

    public async Task<Invite?> ReadAsync(SecretText token, CancellationToken cancellationToken) =>
        await store.FindNamedAsync(DirectoryKind.Invite, OperatorSecret.NameOf(token), cancellationToken) is { } item
            ? Now(Invite.Parser.ParseFrom(item.Body))
            : null;

    public async Task<Invite?> FindAsync(string id, CancellationToken cancellationToken) =>
        await store.FindAsync(DirectoryKind.Invite, Refusals.Id("invite", id), cancellationToken) is { } item
            ? Now(Invite.Parser.ParseFrom(item.Body))
            : null;

    /// <summary>False when it was used, revoked or has expired.</summary>
    public async Task<bool> TryUseAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await ChangeAsync("invited person", id, "invite.use", invite =>
            {
                if (Now(invite).Status != Invite.Types.Status.Active) throw Refusals.InTheWay("This invitation has ended.");
                invite.Status = Invite.Types.Status.Accepted;
            }, cancellationToken);
            return true;
        }
        catch (RpcException refusal) when (refusal.StatusCode is StatusCode.FailedPrecondition or StatusCode.NotFound)
        {
            return false;
        }
    }

    /// <summary>The sign-in came to nothing: the person may try again.</summary>
    public Task<Invite> ReopenAsync(string id, CancellationToken cancellationToken) => ChangeAsync(
        "invited person", id, "invite.reopen", invite => invite.Status = Invite.Types.Status.Active, cancellationToken);

    public Task<Invite> RevokeAsync(string actor, string id, CancellationToken cancellationToken) =>
        ChangeAsync(actor, id, "invite.revoke", invite =>
    {
        if (invite.Status == Invite.Types.Status.Accepted)
            throw Refusals.InTheWay("This invitation was accepted. Unlink the account instead.");
        invite.Status = Invite.Types.Status.Revoked;
    }, cancellationToken);

    public Task<Invite> AcceptedAsync(string id, string accountId, CancellationToken cancellationToken) =>
        ChangeAsync("invited person", id, "invite.accept", invite =>
            invite.AccountId = accountId, cancellationToken);

    private static async Task<Invite> AddAsync(
        DirectoryChange change, CreateInviteRequest request, string uniqueName, TimeSpan valid)
    {
        var pool = await Editors.Pools.LoadAsync(change, request.PoolId);
        var invite = new Invite
        {
            PoolId = pool.Id,
            PoolName = pool.Name,
            Label = request.Label,
            Status = Invite.Types.Status.Active,
            ExpiresAt = Timestamp.FromDateTimeOffset(change.Now + valid),
            CreatedBy = change.Actor,
        };
        await Editors.Invites.AddAsync(change, invite, uniqueName);
        await change.AuditAsync(
            "invite.create", $"invite:{invite.Id}", new { Pool = pool.Slug, invite.Label, Expires = change.Now + valid });
        return invite;
    }

    private Task<Invite> ChangeAsync(
        string actor, string id, string action, Action<Invite> edit, CancellationToken cancellationToken) =>
        store.ChangeAsync(
            actor,
            async change =>
            {
                var key = Refusals.Id("invite", id);
                var item = await change.FindAsync(DirectoryKind.Invite, key) ?? throw Refusals.Unknown("invite", id);
                var invite = Invite.Parser.ParseFrom(item.Body);
                edit(invite);
                await change.PutAsync(
                    DirectoryKind.Invite,
                    key,
                    item.Revision + 1,
                    invite.ToByteArray(),
                    await change.NameOfAsync(DirectoryKind.Invite, key));
                await change.AuditAsync(action, $"invite:{id}", new { invite.PoolName, invite.AccountId });
                return invite;
            },
            cancellationToken);

    private async Task<TimeSpan> UsualValidityAsync(CancellationToken cancellationToken) =>
        (await settings.ReadAsync(cancellationToken)).Values.TryGetValue("invites.valid_hours", out var hours)
            ? TimeSpan.FromHours(int.Parse(hours, CultureInfo.InvariantCulture))
            : TimeSpan.FromHours(UsualHours);

    private Invite Now(Invite invite)
    {
        if (invite.Status == Invite.Types.Status.Active && invite.ExpiresAt.ToDateTimeOffset() <= time.GetUtcNow())
            invite.Status = Invite.Types.Status.Expired;
        return invite;
    }
}
