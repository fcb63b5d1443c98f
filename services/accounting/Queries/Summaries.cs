using CodexPooler.Accounting.Rollups;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Data;
using Dapper;
using Google.Protobuf.Collections;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounting.Queries;

/// <summary>Totals and series, from roll-ups only: their cost follows the number of days and values, not of turns.</summary>
internal sealed class Summaries([FromKeyedServices(AccountingModule.Name)] IDatabase database)
{
    private const int Default = 100, Most = 1000;

    static Summaries() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    public async Task<SummarizeReply> SummarizeAsync(SummarizeRequest request, CancellationToken cancellationToken)
    {
        var (from, to) = RequestChecks.Required(request.Window);
        var query = SummaryQuery.Of(from, to);
        var rows = SummaryQuery.Rows(Filter(request.PoolId, request.Value, request.AllowedPoolIds));
        var limit = Math.Clamp(request.Limit == 0 ? Default : request.Limit, 1, Most);
        var values = new
        {
            dimension = (int)request.By.Required(),
            query.From,
            query.To,
            query.DaysFrom,
            query.DaysTo,
            query.MonthsFrom,
            query.MonthsTo,
            limit,
            pool = request.PoolId,
            value = request.Value,
            pools = database.Dialect.List(request.AllowedPoolIds),
        };
        // The rows are added up once: the total is the sum of the groups, also of those the limit leaves out.
        var sql = $"""
            WITH sums AS MATERIALIZED (SELECT value, {SummaryQuery.Sums} FROM ({rows}) r GROUP BY value)
            SELECT * FROM (SELECT 0 AS at, value, {SummaryQuery.Names} FROM sums
                ORDER BY {OrderOf(request.Order)} DESC, value LIMIT @limit) top
            UNION ALL SELECT 1, '', {SummaryQuery.Sums} FROM sums
            """;
        var found = (await database.ReadAsync(
            (connection, token) => connection.QueryAsync<TotalsRow>(new CommandDefinition(sql, values, cancellationToken: token)),
            cancellationToken)).AsList();
        var reply = new SummarizeReply
        {
            Total = found.Single(row => row.At == 1).ToMessage(),
            Window = new Window { From = query.From.ToTimestamp(), To = query.To.ToTimestamp() },
        };
        reply.Rows.AddRange(found.Where(row => row.At == 0).OrderByDescending(row => row.By(request.Order))
            .ThenBy(row => row.Value, StringComparer.Ordinal)
            .Select(row => new SummaryRow { Value = row.Value, Totals = row.ToMessage() }));
        return reply;
    }

    public async Task<SeriesReply> SeriesAsync(SeriesRequest request, CancellationToken cancellationToken)
    {
        var (from, to) = RequestChecks.Required(request.Window);
        var grain = request.Step == Step.Hour ? RollupGrain.Hour : RollupGrain.Day;
        var values = new
        {
            dimension = (int)request.By.Required(),
            from = Buckets.Floor(from.ToUnixTimeMilliseconds(), grain.Bucket),
            to = Buckets.Ceiling(to.ToUnixTimeMilliseconds(), grain.Bucket),
            pool = request.PoolId,
            value = request.Value,
            pools = database.Dialect.List(request.AllowedPoolIds),
        };
        var filter = Filter(request.PoolId, request.Value, request.AllowedPoolIds);
        var rows = await database.ReadAsync(
            (connection, token) => connection.QueryAsync<TotalsRow>(new CommandDefinition(
                $"""
                 SELECT bucket AS at, value, {SummaryQuery.Sums} FROM {grain.Table}
                 WHERE dimension = @dimension AND bucket >= @from AND bucket < @to {filter}
                 GROUP BY bucket, value ORDER BY bucket, value LIMIT 50000
                 """,
                values,
                cancellationToken: token)),
            cancellationToken);
        var reply = new SeriesReply();
        reply.Points.AddRange(rows.Select(row => new SeriesPoint
        {
            At = row.At.ToTimestamp(),
            Value = row.Value,
            Totals = row.ToMessage(),
        }));
        return reply;
    }

    private string Filter(string pool, string value, RepeatedField<string> allowed) =>
        (pool.Length > 0 ? "AND pool_id = @pool " : "")
        + (value.Length > 0 ? "AND value = @value " : "")
        + (allowed.Count > 0 ? "AND " + database.Dialect.AnyOf("pool_id", "@pools") : "");

    private static string OrderOf(Order order) => order switch
    {
        Order.Tokens => "input + output",
        Order.Turns => "turns",
        Order.Failed => "failed",
        _ => "cost_micros",
    };
}
