using System.Data.Common;
using System.Text.Json;
using CodexPooler.Contracts.Events;
using CodexPooler.Data;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounting.Exports;

/// <summary>Which exports exist and which entries each one holds.</summary>
internal sealed class ExportStore([FromKeyedServices(AccountingModule.Name)] IDatabase database, TimeProvider time)
{
    private const string OfPeriod =
        $"{ExportRow.Columns} WHERE period_start = @start AND period_end = @end ORDER BY correction DESC LIMIT 1";

    /// <summary>
    /// The period's export that is still to be delivered: an unfinished one as it was, or a new one that takes every entry of the
    /// period no export has. Null when there is nothing to add to what was delivered.
    /// </summary>
    public Task<ExportRow?> OpenAsync(DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (transaction, token) =>
            {
                await LockAsync(transaction, token);
                var period = new { start = start.ToUnixTimeMilliseconds(), end = end.ToUnixTimeMilliseconds() };
                var last = await transaction.Connection!.QueryFirstOrDefaultAsync<ExportRow>(
                    new CommandDefinition(OfPeriod, period, transaction, cancellationToken: token));
                if (last is { DeliveredAt: null }) return last;
                return await ClaimAsync(transaction, period.start, period.end, last is null ? 0 : last.Correction + 1, token);
            },
            cancellationToken);

    public Task<ExportRow?> LastAsync(DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken) =>
        database.ReadAsync(
            (connection, token) => connection.QueryFirstOrDefaultAsync<ExportRow>(new CommandDefinition(
                OfPeriod, new { start = start.ToUnixTimeMilliseconds(), end = end.ToUnixTimeMilliseconds() },
                cancellationToken: token)),
            cancellationToken);

    public async Task<IReadOnlyList<ExportRow>> ListAsync(string where, CancellationToken cancellationToken) =>
        (await database.ReadAsync(
            (connection, token) => connection.QueryAsync<ExportRow>(new CommandDefinition(
                $"{ExportRow.Columns} {where} ORDER BY period_start DESC, correction DESC LIMIT 1000", cancellationToken: token)),
            cancellationToken)).AsList();

    public Task DeliveredAsync(
        Guid export, string location, IReadOnlyList<ExportedFile> files, CancellationToken cancellationToken) => ExecuteAsync(
            "UPDATE exports SET location = @location, files = @files, delivered_at = @now "
            + "WHERE export_id = @export AND delivered_at IS NULL",
            new { export, location, files = JsonSerializer.Serialize(files, JsonSerializerOptions.Web), now = Now },
            cancellationToken);

    public Task AnnouncedAsync(Guid export, CancellationToken cancellationToken) => ExecuteAsync(
        "UPDATE exports SET announced_at = @now WHERE export_id = @export", new { export, now = Now }, cancellationToken);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task<ExportRow?> ClaimAsync(
        DbTransaction transaction, long start, long end, long correction, CancellationToken token)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var claimed = await RunAsync("""
            INSERT INTO exported_entries (turn_id, number, export_id)
            SELECT e.turn_id, e.number, @id FROM entries e WHERE e.settled_at >= @start AND e.settled_at < @end
                AND NOT EXISTS (SELECT 1 FROM exported_entries x WHERE x.turn_id = e.turn_id AND x.number = e.number)
            """);
        if (claimed == 0 && correction > 0) return null;
        await RunAsync("""
            INSERT INTO exports (export_id, period_start, period_end, correction, created_at, entries, cost_micros)
            SELECT @id, @start, @end, @correction, @now, COUNT(*), CAST(COALESCE(SUM(e.cost_micros), 0) AS BIGINT)
            FROM exported_entries x JOIN entries e ON e.turn_id = x.turn_id AND e.number = x.number WHERE x.export_id = @id
            """);
        return await transaction.Connection!.QuerySingleAsync<ExportRow>(new CommandDefinition(
            $"{ExportRow.Columns} WHERE export_id = @id", new { id }, transaction, cancellationToken: token));

        Task<int> RunAsync(string sql) => transaction.Connection!.ExecuteAsync(new CommandDefinition(
            sql, new { id, start, end, correction, now = Now }, transaction, commandTimeout: 0, cancellationToken: token));
    }

    private async Task LockAsync(DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (database.Engine != DatabaseEngine.Postgres) return;
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            "SELECT pg_advisory_xact_lock(hashtext('codex-pooler exports'))", transaction: transaction,
            cancellationToken: cancellationToken));
    }

    private Task<int> ExecuteAsync(string sql, object values, CancellationToken cancellationToken) => database.WriteAsync(
        (transaction, token) => transaction.Connection!.ExecuteAsync(
            new CommandDefinition(sql, values, transaction, cancellationToken: token)),
        cancellationToken);
}
