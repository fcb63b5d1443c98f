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
            limit,
            pool = request.PoolId,
            value = request.Value,
            pools = database.Dialect.List(request.AllowedPoolIds),
        };
        var groups = $"SELECT value, {SummaryQuery.Sums} FROM ({rows}) r GROUP BY value";
        return await database.SnapshotAsync(
            async (transaction, token) =>
            {
                var top = await QueryAsync($"{groups} ORDER BY {OrderOf(request.Order)} DESC, value LIMIT @limit");
                var total = await QueryAsync($"SELECT {SummaryQuery.Sums} FROM ({rows}) r");
                var reply = new SummarizeReply
                {
                    Total = total.Single().ToMessage(),
                    Window = new Window { From = query.From.ToTimestamp(), To = query.To.ToTimestamp() },
                };
                reply.Rows.AddRange(top.Select(row => new SummaryRow { Value = row.Value, Totals = row.ToMessage() }));
                return reply;

                Task<IEnumerable<TotalsRow>> QueryAsync(string sql) => transaction.Connection!.QueryAsync<TotalsRow>(
                    new CommandDefinition(sql, values, transaction, cancellationToken: token));
            },
            cancellationToken);
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
        Order.Tokens => "CAST(SUM(input + output) AS BIGINT)",
        Order.Turns => "CAST(SUM(turns) AS BIGINT)",
        Order.Failed => "CAST(SUM(failed) AS BIGINT)",
        _ => "CAST(SUM(cost_micros) AS BIGINT)",
    };
}
