using System.CommandLine;
using CodexPooler.Cli.Connecting;
using CodexPooler.Cli.Output;
using CodexPooler.Cli.Parsing;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Cli.Keys;

internal static class KeyCommands
{
    public static Command Create() => new("key", "API keys that clients use")
    {
        List(),
        Show(),
        Add(),
        Edit(),
        PauseCommands.Pause(),
        PauseCommands.Resume(),
        Rotate(),
        Revoke(),
        ShowConfigCommand.Create(),
    };

    internal static Argument<string> Which() => new("key") { Description = "Id, prefix (sk-cxp-…) or name" };

    private static Command List()
    {
        var pool = new Option<string>("--pool") { Description = "Only this Pool's keys" };
        var all = new Option<bool>("--all") { Description = "Revoked keys too" };
        return Verb.Of("list", "List the keys", async (call, cancellationToken) =>
        {
            var pools = (await call.Admin.ListPoolsAsync(new(), cancellationToken: cancellationToken)).Pools.ToDictionary(
                found => found.Id, found => found.Slug);
            var request = new ListRequest { IncludeInactive = call.Get(all) };
            if (call.Get(pool) is { } name) request.PoolId = (await call.Names.PoolAsync(name, cancellationToken)).Id;
            var keys = (await call.Admin.ListKeysAsync(request, cancellationToken: cancellationToken)).Keys;
            call.Screen.List(keys, "No keys yet. Create one: pooler key create POOL NAME", ["NAME", "PREFIX", "POOL", "STATUS",
                "WHY", "EXPIRES", "OWNER"], key =>
                [key.Name, key.Prefix, pools.GetValueOrDefault(key.PoolId, key.PoolId), Words.Of(key.Status),
                    PauseCommands.Describe(key.Pause), Moment.Show(key.ExpiresAt), key.Owner]);
        }, pool, all);
    }

    private static Command Show()
    {
        var which = Which();
        return Verb.Of("show", "Show one key and its limits", async (call, cancellationToken) =>
            call.Screen.One(await call.Names.KeyAsync(call.Get(which), cancellationToken)), which);
    }

    private static Command Add()
    {
        var pool = new Argument<string>("pool") { Description = "The Pool it may use" };
        var name = new Argument<string>("name") { Description = "Who or what will use it, e.g. 'laptop'" };
        var fields = KeyFields.Create();
        return Verb.Of("create", "Create a key; it is shown once", async (call, cancellationToken) =>
        {
            var wish = new ApiKey
            {
                PoolId = (await call.Names.PoolAsync(call.Get(pool), cancellationToken)).Id,
                Name = call.Get(name),
            };
            fields.Apply(call, wish);
            Tell(call, await call.Admin.CreateKeyAsync(new() { Key = wish }, cancellationToken: cancellationToken));
        }, [pool, name, .. fields.Symbols]);
    }

    private static Command Edit()
    {
        var which = Which();
        var fields = KeyFields.Create().With<string>("--name", "New name", "name", (key, value) => key.Name = value);
        return Verb.Of("edit", "Change a key; what is not named stays", async (call, cancellationToken) =>
        {
            var key = await call.Names.KeyAsync(call.Get(which), cancellationToken);
            var mask = fields.RequireSome(call, key);
            var saved = await call.Admin.SaveKeyAsync(new() { Key = key, Fields = mask }, cancellationToken: cancellationToken);
            call.Screen.Done(saved, $"Changed key '{saved.Name}': {string.Join(", ", mask.Paths.Distinct())}.");
        }, [which, .. fields.Symbols]);
    }

    private static Command Rotate()
    {
        var which = Which();
        var grace = new Option<string>("--grace")
        {
            Description = "How long the old key still works, e.g. 24h; without it the old key ends at once",
        };
        return Verb.Of("rotate", "Replace a key by a new one with the same rules", async (call, cancellationToken) =>
        {
            var key = await call.Names.KeyAsync(call.Get(which), cancellationToken);
            var seconds = call.Get(grace) is { } text ? (long)Moment.ReadSpan("--grace", text).TotalSeconds : 0;
            Tell(call,
                await call.Admin.RotateKeyAsync(new() { Id = key.Id, GraceSeconds = seconds },
                    cancellationToken: cancellationToken));
        }, which, grace);
    }

    private static Command Revoke()
    {
        var which = Which();
        return Verb.Of("revoke", "End a key for good; open connections are closed", async (call, cancellationToken) =>
        {
            var key = await call.Names.KeyAsync(call.Get(which), cancellationToken);
            var saved = await call.Admin.RevokeKeyAsync(new() { Id = key.Id }, cancellationToken: cancellationToken);
            call.Screen.Done(saved, $"Key '{saved.Name}' is revoked.");
        }, which);
    }

    private static void Tell(Call call, CreatedKey created)
    {
        if (call.Screen.IsJson)
        {
            call.Screen.Print(MessageJson.Of(created));
            return;
        }

        call.Screen.Say($"Key '{created.Key.Name}', shown this once:");
        call.Screen.Say("");
        call.Screen.Say($"  {created.Secret}");
        call.Screen.Say("");
        call.Screen.Say("Next: export it as CODEX_POOLER_API_KEY, and: pooler key show-config codex");
    }
}
