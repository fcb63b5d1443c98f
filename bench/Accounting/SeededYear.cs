using System.Globalization;
using CodexPooler.Accounting;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Contracts.Messaging;
using CodexPooler.Data;
using Dapper;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Bench.Accounting;

/// <summary>
/// A year of turns, made inside the database: ten million take minutes instead of the hour that publishing them would. The
/// roll-ups are the service's own, computed from these turns by its rebuild.
/// </summary>
internal sealed class SeededYear(IServiceProvider services, DateTimeOffset from, int days)
{
    private readonly IDatabase _database = services.GetRequiredKeyedService<IDatabase>(AccountingModule.Name);

    public async Task FillAsync(long turns)
    {
        // One turn a day by the ordinary way makes the partitions.
        var publisher = services.GetRequiredService<IEventPublisher>();
        for (var day = 0; day < days; day++)
            await publisher.PublishAsync(new SampleTurns(day, from.AddDays(day), TimeSpan.FromHours(1)).Next(1), default);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await CountAsync(patience.Token) < days) await Task.Delay(50, patience.Token);
        for (var day = 0; day < days; day++)
        {
            var start = from.AddDays(day).ToUnixTimeMilliseconds();
            var values = new { count = turns / days, start, low = IdAt(start), high = IdAt(start + 86_400_000) };
            await _database.WriteAsync(
                async (transaction, token) =>
                {
                    foreach (var sql in new[] { TurnsSql, EntriesSql })
                        await transaction.Connection!.ExecuteAsync(new CommandDefinition(sql, values, transaction, 0));
                },
                default);
        }
    }

    private Task<long> CountAsync(CancellationToken cancellationToken) => _database.ReadAsync(
        (connection, _) => connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM turns"), cancellationToken);

    private bool IsPostgres => _database.Engine == DatabaseEngine.Postgres;

    private string TurnsSql
    {
        get
        {
            var series = IsPostgres
                ? "SELECT i, @start + (random() * 86000000)::bigint AS ms, (random() * 1000000)::bigint AS r "
                    + "FROM generate_series(1, @count) i"
                : "WITH RECURSIVE s(i, ms, r) AS (SELECT 1, @start, 1 UNION ALL SELECT i + 1, @start + abs(random()) % 86000000, "
                    + "abs(random()) % 1000000 FROM s WHERE i < @count) SELECT * FROM s";
            var id = IsPostgres
                ? "(lpad(to_hex(ms), 12, '0') || '7' || lpad(to_hex(r % 4096), 3, '0') || '8' || lpad(to_hex(i), 15, '0'))::uuid"
                : "printf('%08x-%04x-7%03x-8000-%012x', ms >> 16, ms & 65535, r % 4096, i)";
            return $"""
                INSERT INTO turns (turn_id, started_at, settled_at, pool_id, key_id, person_id, account_id, model,
                    model_requested, effort, tier, transport, route, client, project, outcome, http_status, attempts,
                    usage_known, input, cached_input, cache_write, output, reasoning, first_byte_ms, total_ms)
                SELECT {id}, ms, ms + 8000, '0198c0de-0000-7000-8000-00000000010' || (r % 4),
                    '0198c0de-0000-7000-8000-0000000002' || (10 + r % 50), 'person-' || (r % 50),
                    '0198c0de-0000-7000-8000-0000000000' || (10 + i % 20), 'gpt-5.' || (i % 4), 'gpt-5.' || (i % 4),
                    CASE i % 2 WHEN 0 THEN 'high' ELSE 'medium' END, 'standard', 'sse', 'backend.responses', 'codex_cli',
                    'project-' || (r % 12), CASE WHEN r % 40 = 0 THEN 2 ELSE 1 END, 200, 1, 1, 20000 + r % 20000, 15000, 0,
                    500 + r % 1000, 200, 320, 8000
                FROM ({series}) g
                """;
        }
    }

    private string EntriesSql => $"""
        INSERT INTO entries (turn_id, number, posted_at, settled_at, pricing, cost_micros, book_version, price_line)
        SELECT turn_id, 1, settled_at, settled_at, 1, input * 5 / 4 + output * 10, 'seed', model || '/standard/short'
        FROM turns WHERE turn_id >= {Id("@low")} AND turn_id < {Id("@high")} ON CONFLICT DO NOTHING
        """;

    public Window Window => new()
    {
        From = Timestamp.FromDateTimeOffset(from),
        To = Timestamp.FromDateTimeOffset(from.AddDays(days)),
    };

    private string Id(string parameter) => IsPostgres ? $"{parameter}::uuid" : parameter;

    private static string IdAt(long milliseconds)
    {
        var hex = milliseconds.ToString("x12", CultureInfo.InvariantCulture);
        return $"{hex[..8]}-{hex[8..]}-0000-0000-000000000000";
    }
}
