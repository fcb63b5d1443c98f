using System.CommandLine;
using CodexPooler.Cli.Connecting;
using CodexPooler.Cli.Parsing;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Cli.Pools;

internal static class PoolCommands
{
    public static Command Create() => new("pool", "Pools: who shares which accounts, and how")
    {
        List(),
        Show(),
        Add(),
        Edit(),
        Status("pause", "Refuse new turns of a Pool's keys", PoolStatus.Disabled, "paused"),
        Status("resume", "Serve a paused Pool again", PoolStatus.Active, "active"),
        Remove(),
    };

    private static Argument<string> Which() => new("pool") { Description = "Id, slug or name" };

    private static Command List() => Verb.Of("list", "List the Pools", async (call, cancellationToken) =>
    {
        var pools = (await call.Admin.ListPoolsAsync(new(), cancellationToken: cancellationToken)).Pools;
        call.Screen.List(pools, "No Pools yet. Create one: pooler pool create team", ["SLUG", "NAME", "STATUS", "STRATEGY",
            "/V1", "ID"], pool =>
            [pool.Slug, pool.Name, Words.Of(pool.Status), Words.Of(pool.Strategy), pool.OpenaiSurface ? "on" : "off", pool.Id]);
    });

    private static Command Show()
    {
        var which = Which();
        return Verb.Of("show", "Show one Pool", async (call, cancellationToken) =>
            call.Screen.One(await call.Names.PoolAsync(call.Get(which), cancellationToken)), which);
    }

    private static Command Add()
    {
        var slug = new Argument<string>("slug") { Description = "Short name of a-z, 0-9 and '-'" };
        var fields = PoolFields.Create();
        const string does = "Create a Pool; /v1, images, sessions that stay and cache affinity are on unless said otherwise";
        return Verb.Of("create", does, async (call, cancellationToken) =>
        {
            var wish = new Pool
            {
                Slug = call.Get(slug),
                OpenaiSurface = true,
                AllowImages = true,
                PromptCacheAffinity = true,
                StickyHttpSessions = true,
                StickyWebsocketSessions = true,
            };
            fields.Apply(call, wish);
            var pool = await call.Admin.SavePoolAsync(new() { Pool = wish }, cancellationToken: cancellationToken);
            call.Screen.Done(pool, $"Created Pool '{pool.Slug}'. Next: pooler account link --pool {pool.Slug}");
        }, [slug, .. fields.Symbols]);
    }

    private static Command Edit()
    {
        var which = Which();
        var fields = PoolFields.Create()
            .With<string>("--slug", "New short name", "slug", (pool, value) => pool.Slug = value);
        return Verb.Of("edit", "Change a Pool; what is not named stays", async (call, cancellationToken) =>
        {
            var pool = await call.Names.PoolAsync(call.Get(which), cancellationToken);
            var mask = fields.RequireSome(call, pool);
            var saved = await call.Admin.SavePoolAsync(new() { Pool = pool, Fields = mask },
                cancellationToken: cancellationToken);
            call.Screen.Done(saved, $"Changed Pool '{saved.Slug}': {string.Join(", ", mask.Paths)}.");
        }, [which, .. fields.Symbols]);
    }

    private static Command Status(string name, string description, PoolStatus status, string word)
    {
        var which = Which();
        return Verb.Of(name, description, async (call, cancellationToken) =>
        {
            var pool = await call.Names.PoolAsync(call.Get(which), cancellationToken);
            pool.Status = status;
            var saved = await call.Admin.SavePoolAsync(new() { Pool = pool, Fields = new() { Paths = { "status" } } },
                cancellationToken: cancellationToken);
            call.Screen.Done(saved, $"Pool '{saved.Slug}' is {word}.");
        }, which);
    }

    private static Command Remove()
    {
        var which = Which();
        return Verb.Of("remove", "Remove a Pool that no key uses any more", async (call, cancellationToken) =>
        {
            var pool = await call.Names.PoolAsync(call.Get(which), cancellationToken);
            var removed = await call.Admin.RemovePoolAsync(
                new() { Id = pool.Id, Revision = pool.Revision }, cancellationToken: cancellationToken);
            call.Screen.Done(removed, $"Removed Pool '{pool.Slug}'. Its accounts stay linked.");
        }, which);
    }
}
