using CodexPooler.Data.Tests.TestData;
using Dapper;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace CodexPooler.Data.Tests.Sqlite;

public sealed class SqliteDatabaseTests
{
    private const string Insert = "INSERT INTO things (id, amount) VALUES (@id, @amount)";

    [Fact]
    public async Task Open_SystemLibrary_IsNewEnoughForStrictTables()
    {
        await using var database = TestDatabase.CreateSqlite();
        await database.MigrateAsync();

        var refusal = await Should.ThrowAsync<SqliteException>(
            () => database.ExecuteAsync(Insert, new { id = Guid.CreateVersion7(), amount = "not a number" }));

        refusal.Message.ShouldContain("cannot store TEXT value in INTEGER column");
    }

    [Fact]
    public async Task Open_Writer_UsesWriteAheadLogAndFullSync()
    {
        await using var database = TestDatabase.CreateSqlite();

        var (mode, sync) = await database.Database.WriteAsync(
            async (transaction, _) => (
                await transaction.Connection!.ExecuteScalarAsync<string>("PRAGMA journal_mode", transaction: transaction),
                await transaction.Connection!.ExecuteScalarAsync<long>("PRAGMA synchronous", transaction: transaction)),
            CancellationToken.None);

        mode.ShouldBe("wal");
        sync.ShouldBe(2);
    }

    [Fact]
    public async Task WriteAsync_DiskIsFull_SaysSoAndKeepsWhatWasCommitted()
    {
        await using var database = TestDatabase.CreateSqlite();
        await database.MigrateAsync();
        await database.ExecuteAsync(Insert, new { id = Guid.CreateVersion7(), amount = 1 });

        var full = await Should.ThrowAsync<DatabaseUnavailableException>(() => database.Database.WriteAsync(
            async (transaction, _) =>
            {
                // SQLite answers SQLITE_FULL for a reached page limit exactly as for a full disk.
                await transaction.Connection!.ExecuteAsync("PRAGMA max_page_count = 10", transaction: transaction);
                await transaction.Connection!.ExecuteAsync(
                    "CREATE TABLE big AS SELECT randomblob(1000000) AS b", transaction: transaction);
            },
            CancellationToken.None));

        full.Setting.ShouldBe("Data:Folder");
        full.Message.ShouldContain("no room left");
        (await database.ScalarAsync("SELECT count(*) FROM things")).ShouldBe(1);
        await database.ExecuteAsync(Insert, new { id = Guid.CreateVersion7(), amount = 2 });
        (await database.ScalarAsync("SELECT count(*) FROM things")).ShouldBe(2);
    }

    [Fact]
    public async Task WriteAsync_FileLockedByAnotherProcess_RetriesUntilItIsFree()
    {
        var time = new WatchedTime();
        await using var database = TestDatabase.CreateSqlite(Impatient(attempts: 100), time);
        await database.MigrateAsync();
        await using var other = new SqliteConnection($"Data Source={database.SqliteFile};Pooling=false");
        await other.OpenAsync();
        await using var holder = other.BeginTransaction(deferred: false);

        var write = database.ExecuteAsync(Insert, new { id = Guid.CreateVersion7(), amount = 1 });
        await time.SomebodyWaits.WaitAsync(TimeSpan.FromSeconds(30));
        write.IsCompleted.ShouldBeFalse();
        await holder.RollbackAsync();
        await write.WaitAsync(TimeSpan.FromSeconds(30));

        (await database.ScalarAsync("SELECT count(*) FROM things")).ShouldBe(1);
    }

    [Fact]
    public async Task WriteAsync_FileStaysLocked_GivesUpWithARemedy()
    {
        await using var database = TestDatabase.CreateSqlite(Impatient(attempts: 1), TimeProvider.System);
        await database.MigrateAsync();
        await using var other = new SqliteConnection($"Data Source={database.SqliteFile};Pooling=false");
        await other.OpenAsync();
        await using var holder = other.BeginTransaction(deferred: false);

        var locked = await Should.ThrowAsync<DatabaseUnavailableException>(
            () => database.ExecuteAsync(Insert, new { id = Guid.CreateVersion7(), amount = 1 }));

        locked.IsTransient.ShouldBeTrue();
        locked.Message.ShouldContain("locked by another process");
    }

    [Fact]
    public async Task ReadAsync_TriesToWrite_IsRefused()
    {
        await using var database = TestDatabase.CreateSqlite();
        await database.MigrateAsync();

        await Should.ThrowAsync<Exception>(() => database.ScalarAsync("DELETE FROM things RETURNING 1"));
    }

    [Fact]
    public async Task WriteAsync_FolderIsAFile_NamesTheSetting()
    {
        var file = Path.GetTempFileName();
        await using var database = DatabaseFactory.Create("x", new DataOptions { Folder = file }, TimeProvider.System);

        var refusal = await Should.ThrowAsync<DatabaseUnavailableException>(
            () => database.WriteAsync((_, _) => Task.CompletedTask, CancellationToken.None));

        refusal.Setting.ShouldBe("Data:Folder");
        File.Delete(file);
    }

    [Fact]
    public async Task MigrateAsync_FileIsNotADatabase_SaysSo()
    {
        await using var database = TestDatabase.CreateSqlite();
        await File.WriteAllTextAsync(database.SqliteFile, new string('x', 5000));

        (await Should.ThrowAsync<DatabaseUnavailableException>(() => database.MigrateAsync())).Message.ShouldContain(
            "not a sound");
    }

    private static DataOptions Impatient(int attempts) =>
        new() { BusyTimeout = TimeSpan.FromMilliseconds(1), MaxAttempts = attempts };
}
