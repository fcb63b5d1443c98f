using System.CommandLine;
using CodexPooler.Cli.Accounts;
using CodexPooler.Cli.Connecting;
using CodexPooler.Cli.Output;
using CodexPooler.Cli.Parsing;
using CodexPooler.Contracts.Credentials.V1;

namespace CodexPooler.Cli.Invites;

internal static class InviteCommands
{
    public static Command Create() => new("invite", "Invitations: an account's owner links it without seeing anything else")
    {
        List(),
        Show(),
        Add(),
        Revoke(),
        Accept(),
    };

    private static Argument<string> Which() => new("invite") { Description = "Id or label" };

    private static Command List() => Verb.Of("list", "List the invitations", async (call, cancellationToken) =>
    {
        var invites = (await call.Linking.ListInvitesAsync(new(), cancellationToken: cancellationToken)).Invites;
        call.Screen.List(invites, "No invitations.", ["FOR", "POOL", "STATUS", "EXPIRES", "BY", "ID"], invite =>
            [invite.Label, invite.PoolName, Words.Of(invite.Status), Moment.Show(invite.ExpiresAt), invite.CreatedBy, invite.Id]);
    });

    private static Command Show()
    {
        var which = Which();
        return Verb.Of("show", "Show one invitation", async (call, cancellationToken) =>
            call.Screen.One(await call.Names.InviteAsync(call.Get(which), cancellationToken)), which);
    }

    private static Command Add()
    {
        var pool = new Argument<string>("pool") { Description = "The Pool the account will join" };
        var label = new Option<string>("--label") { Description = "Who is invited; becomes the account's owner" };
        var valid = new Option<string>("--valid") { Description = "How long it can be used, e.g. 12h or 7d; otherwise 24h" };
        return Verb.Of("create", "Invite somebody to link one account; the link is shown once", async (call, cancellationToken) =>
        {
            var created = await call.Linking.CreateInviteAsync(new()
            {
                PoolId = (await call.Names.PoolAsync(call.Get(pool), cancellationToken)).Id,
                Label = call.Get(label) ?? "",
                ValidSeconds = call.Get(valid) is { } text ? (long)Moment.ReadSpan("--valid", text).TotalSeconds : 0,
            }, cancellationToken: cancellationToken);
            Tell(call.Screen, created);
        }, pool, label, valid);
    }

    private static Command Revoke()
    {
        var which = Which();
        return Verb.Of("revoke", "End an invitation that was not used", async (call, cancellationToken) =>
        {
            var invite = await call.Names.InviteAsync(call.Get(which), cancellationToken);
            var revoked = await call.Linking.RevokeInviteAsync(new() { InviteId = invite.Id },
                cancellationToken: cancellationToken);
            call.Screen.Done(revoked, "The invitation is revoked.");
        }, which);
    }

    private static Command Accept()
    {
        var token = new Argument<string>("invitation") { Description = "What you were sent: cxp-inv-… or its link" };
        return Verb.Of("accept", "Accept an invitation with your own Codex account", async (call, cancellationToken) =>
        {
            var request = new InviteTokenRequest { Token = call.Get(token).Split('/')[^1] };
            var invite = await call.Linking.ReadInviteAsync(request, cancellationToken: cancellationToken);
            call.Screen.Warn($"You are invited to {invite.PoolName}.");
            var flow = await call.Linking.AcceptInviteAsync(request, cancellationToken: cancellationToken);
            await LinkDialogue.RunAsync(call, flow, paste: false, cancellationToken);
        }, token);
    }

    private static void Tell(Screen screen, CreatedInvite created)
    {
        if (screen.IsJson)
        {
            screen.Print(MessageJson.Of(created));
            return;
        }

        screen.Say($"Send this to the person; it works once, until {Moment.Show(created.Invite.ExpiresAt)}:");
        screen.Say("");
        screen.Say(created.Url.Length > 0 ? $"  {created.Url}" : $"  pooler invite accept {created.Token}");
        if (created.Url.Length == 0)
            screen.Warn("Set links.public_url to get a link for the browser: pooler settings set links.public_url https://…");
    }
}
