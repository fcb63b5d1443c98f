using System.CommandLine;
using CodexPooler.Cli.Connecting;
using CodexPooler.Cli.Parsing;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Cli.Accounts;

internal static class AccountCommands
{
    public static Command Create() => new("account", "Linked Codex accounts")
    {
        List(),
        Show(),
        LinkCommand.Create(),
        ImportCommand.Create(),
        Edit(),
        Pause(),
        Resume(),
        Membership("join", "Let a Pool use an account", enabled: true),
        Membership("leave", "Take an account out of a Pool", enabled: false),
        Unlink(),
        ResetCommands.List(),
        ResetCommands.Redeem(),
    };

    private static Argument<string> Which() => new("account") { Description = "Id, label or upstream account id" };

    private static Command List()
    {
        var pool = new Option<string>("--pool") { Description = "Only this Pool's accounts" };
        return Verb.Of("list", "List the accounts", async (call, cancellationToken) =>
        {
            var request = new ListRequest();
            if (call.Get(pool) is { } name) request.PoolId = (await call.Names.PoolAsync(name, cancellationToken)).Id;
            var answer = await call.Admin.ListAccountsAsync(request, cancellationToken: cancellationToken);
            var slugs = (await call.Admin.ListPoolsAsync(new(), cancellationToken: cancellationToken)).Pools.ToDictionary(
                found => found.Id, found => found.Slug);
            var joined = answer.Memberships.Where(membership => membership.Enabled).ToLookup(membership => membership.AccountId);
            call.Screen.List(answer.Accounts, "No accounts yet. Link one: pooler account link --pool POOL", ["LABEL", "PLAN",
                "STATUS", "WHY", "POOLS", "ID"],
                account =>
                [
                    account.Label, account.Plan, Words.Of(account.Status), account.StatusReason,
                    string.Join(",", joined[account.Id].Select(membership => slugs.GetValueOrDefault(membership.PoolId, "?"))),
                        account.Id,
                ]);
        }, pool);
    }

    private static Command Show()
    {
        var which = Which();
        return Verb.Of("show", "Show one account", async (call, cancellationToken) =>
            call.Screen.One(await call.Names.AccountAsync(call.Get(which), cancellationToken)), which);
    }

    private static Command Edit()
    {
        var which = Which();
        var fields = AccountFields.Create();
        return Verb.Of("edit", "Change an account; what is not named stays", async (call, cancellationToken) =>
        {
            var account = await call.Names.AccountAsync(call.Get(which), cancellationToken);
            var mask = fields.RequireSome(call, account);
            var saved = await call.Admin.SaveAccountAsync(new() { Account = account, Fields = mask },
                cancellationToken: cancellationToken);
            call.Screen.Done(saved, $"Changed account '{saved.Label}': {string.Join(", ", mask.Paths)}.");
        }, [which, .. fields.Symbols]);
    }

    private static Command Pause()
    {
        var which = Which();
        var reason = new Option<string>("--reason") { Description = "Why", Required = true };
        var until = new Option<string>("--until")
        {
            Description = $"When it resumes by itself, {Moment.Help}; without it, when somebody resumes it",
        };
        return Verb.Of("pause", "Let an account serve no new turns", async (call, cancellationToken) =>
        {
            var account = await call.Names.AccountAsync(call.Get(which), cancellationToken);
            var request = new PauseRequest { Id = account.Id, Reason = call.Get(reason)! };
            if (call.Get(until) is { } text) request.Until = Moment.Read("--until", text);
            var saved = await call.Admin.PauseAccountAsync(request, cancellationToken: cancellationToken);
            call.Screen.Done(saved,
                $"Account '{saved.Label}' is paused{(request.Until is null ? "" : $" until {Moment.Show(request.Until)}")}.");
        }, which, reason, until);
    }

    private static Command Resume()
    {
        var which = Which();
        return Verb.Of("resume", "Let a paused account serve again", async (call, cancellationToken) =>
        {
            var account = await call.Names.AccountAsync(call.Get(which), cancellationToken);
            var saved = await call.Admin.ResumeAccountAsync(new() { Id = account.Id }, cancellationToken: cancellationToken);
            call.Screen.Done(saved, $"Account '{saved.Label}' is {Words.Of(saved.Status)}.");
        }, which);
    }

    private static Command Membership(string name, string description, bool enabled)
    {
        var which = Which();
        var into = new Argument<string>("pool") { Description = "Id, slug or name" };
        return Verb.Of(name, description, async (call, cancellationToken) =>
        {
            var account = await call.Names.AccountAsync(call.Get(which), cancellationToken);
            var pool = await call.Names.PoolAsync(call.Get(into), cancellationToken);
            var wish = new Membership { PoolId = pool.Id, AccountId = account.Id, Enabled = enabled };
            var saved = await call.Admin.SaveMembershipAsync(new() { Membership = wish }, cancellationToken: cancellationToken);
            call.Screen.Done(saved, $"Account '{account.Label}' {(enabled ? "serves" : "no longer serves")} Pool '{pool.Slug}'.");
        }, which, into);
    }

    private static Command Unlink()
    {
        var which = Which();
        var command = Verb.Of("unlink", "End an account's login here and upstream", async (call, cancellationToken) =>
        {
            var account = await call.Names.AccountAsync(call.Get(which), cancellationToken);
            var answer = await call.Linking.UnlinkAsync(new() { AccountId = account.Id }, cancellationToken: cancellationToken);
            call.Screen.Done(answer,
                $"Account '{account.Label}' is unlinked{(answer.RevokedUpstream ? " and its login revoked upstream" : "")}.");
            if (answer.Note.Length > 0) call.Screen.Warn(answer.Note);
        }, which);
        command.Aliases.Add("revoke");
        return command;
    }
}
