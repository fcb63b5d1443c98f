using System.CommandLine;
using CodexPooler.Cli.Connecting;
using CodexPooler.Cli.Parsing;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Cli.Operators;

internal static class OperatorCommands
{
    public static Command Create() => new("operator", "People who run this system")
    {
        List(),
        Show(),
        Add(),
        Edit(),
        Active("pause", "Shut an operator out", active: false),
        Active("resume", "Let an operator in again", active: true),
        OperatorTokenCommands.Create(),
    };

    public static Argument<string> Which() => new("operator") { Description = "Id or name" };

    private static Command List() => Verb.Of("list", "List the operators", async (call, cancellationToken) =>
    {
        var operators = (await call.Admin.ListOperatorsAsync(new(), cancellationToken: cancellationToken)).Operators;
        call.Screen.List(operators,
            "No operators yet: only this machine's socket is let in. Create one: pooler operator create NAME --role owner",
            ["NAME", "ROLE", "ACTIVE", "ID"], found => [found.Name, Words.Of(found.Role), found.Active ? "yes" : "no", found.Id]);
    });

    private static Command Show()
    {
        var which = Which();
        return Verb.Of("show", "Show one operator", async (call, cancellationToken) =>
            call.Screen.One(await call.Names.OperatorAsync(call.Get(which), cancellationToken)), which);
    }

    private static Command Add()
    {
        var name = new Argument<string>("name") { Description = "Name, e.g. an e-mail address" };
        var role = Words.Option<Operator.Types.Role>("--role",
            "owner: everything; admin: given Pools; viewer: reads given Pools");
        role.Required = true;
        var pools = new Option<string[]>("--pool") { Description = "Pools of an admin or viewer; may be repeated" };
        return Verb.Of("create", "Add an operator", async (call, cancellationToken) =>
        {
            var wish = new Operator { Name = call.Get(name), Role = Words.Read<Operator.Types.Role>(call.Get(role)!) };
            wish.PoolIds.AddRange(await call.Names.PoolIdsAsync(call.Get(pools) ?? [], cancellationToken));
            var saved = await call.Admin.SaveOperatorAsync(new() { Operator = wish }, cancellationToken: cancellationToken);
            call.Screen.Done(saved, $"Added operator '{saved.Name}'. Next: pooler operator token create '{saved.Name}'");
        }, name, role, pools);
    }

    private static Command Edit()
    {
        var which = Which();
        var name = new Option<string>("--name") { Description = "New name" };
        var role = Words.Option<Operator.Types.Role>("--role", "New role");
        var pools = new Option<string[]>("--pool") { Description = "The Pools from now on; may be repeated" };
        return Verb.Of("edit", "Change an operator", async (call, cancellationToken) =>
        {
            var found = await call.Names.OperatorAsync(call.Get(which), cancellationToken);
            if (call.Get(name) is { } newName) found.Name = newName;
            if (call.Get(role) is { } newRole) found.Role = Words.Read<Operator.Types.Role>(newRole);
            if (call.Has(pools))
            {
                found.PoolIds.Clear();
                found.PoolIds.AddRange(await call.Names.PoolIdsAsync(call.Get(pools)!, cancellationToken));
            }

            var saved = await call.Admin.SaveOperatorAsync(new() { Operator = found }, cancellationToken: cancellationToken);
            call.Screen.Done(saved, $"Changed operator '{saved.Name}'.");
        }, which, name, role, pools);
    }

    private static Command Active(string verb, string description, bool active)
    {
        var which = Which();
        return Verb.Of(verb, description, async (call, cancellationToken) =>
        {
            var found = await call.Names.OperatorAsync(call.Get(which), cancellationToken);
            found.Active = active;
            var saved = await call.Admin.SaveOperatorAsync(new() { Operator = found }, cancellationToken: cancellationToken);
            call.Screen.Done(saved, $"Operator '{saved.Name}' is {(active ? "active" : "shut out")}.");
        }, which);
    }
}
