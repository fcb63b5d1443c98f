using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Continuity;
using CodexPooler.Routing.Tests.TestData;
using CodexPooler.Testing.Postgres;
using Shouldly;

namespace CodexPooler.Routing.Tests.Continuity;

/// <summary>Pins in the databases themselves: SQLite in a file, PostgreSQL as a server of its own.</summary>
public sealed class PinStoreTests
{
    [Fact]
    public async Task Sqlite_KeepsNewestPinsForTheirLifetime() => await ProveAsync([]);

    [PostgresFact]
    public async Task Postgres_KeepsNewestPinsForTheirLifetime()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await ProveAsync(new() { ["Data:Provider"] = "Postgres", ["Data:ConnectionString"] = database });
    }

    private static async Task ProveAsync(Dictionary<string, string?> settings)
    {
        await using var database = await PinDatabase.StartAsync(settings);
        var (first, newer, older) = (database.Pin("first", 0), database.Pin("new", 10), database.Pin("old", 5));
        var key = PinKey.Of(first);

        await database.Store.SaveAsync([first], CancellationToken.None);
        (await database.Store.FindAsync(key, CancellationToken.None)).ShouldBe(first);
        (await database.Store.FindAsync(new PinKey(PinKind.File, 1, 5), CancellationToken.None)).ShouldBeNull();

        // Written behind by two routers, in the wrong order.
        await database.Store.SaveAsync([newer], CancellationToken.None);
        (await database.Store.SaveAsync([older], CancellationToken.None)).ShouldBe([newer]);
        (await database.Store.FindAsync(key, CancellationToken.None)).ShouldBe(newer);

        // Of equal time the rest decides, as it does in memory.
        var (lesser, greater) = (database.Pin("a", 10), database.Pin("z", 10));
        (await database.Store.SaveAsync([lesser], CancellationToken.None)).ShouldBe([newer]);
        (await database.Store.SaveAsync([greater], CancellationToken.None)).ShouldBeEmpty();
        (await database.Store.FindAsync(key, CancellationToken.None)).ShouldBe(greater);

        database.Time.Advance(TimeSpan.FromHours(24));
        (await database.Store.FindAsync(key, CancellationToken.None)).ShouldBeNull();
    }
}
