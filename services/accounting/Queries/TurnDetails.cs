using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Data;
using Dapper;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using AttemptOutcome = CodexPooler.Contracts.Events.AttemptOutcome;

namespace CodexPooler.Accounting.Queries;

/// <summary>One turn with everything the ledger has about it.</summary>
internal sealed class TurnDetails([FromKeyedServices(AccountingModule.Name)] IDatabase database)
{
    public async Task<TurnDetail> GetAsync(string turnId, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(turnId, out var id))
            throw new RpcException(new Status(StatusCode.InvalidArgument, "turn_id is not a UUID"));
        return await database.SnapshotAsync(
            async (transaction, token) =>
            {
                var row = await transaction.Connection!.QuerySingleOrDefaultAsync<LogRow>(Query(
                    $"SELECT {LogRow.Columns} FROM turns t WHERE t.turn_id = @id")) ?? throw NotFound(turnId);
                var detail = new TurnDetail { Turn = row.ToMessage() };
                detail.Attempts.AddRange(
                    (await transaction.Connection!.QueryAsync<AttemptRow>(Query(AttemptRow.Sql))).Select(ToMessage));
                detail.Entries.AddRange(
                    (await transaction.Connection!.QueryAsync<EntryRow>(Query(EntryRow.Sql))).Select(ToMessage));
                detail.Decisions.AddRange(await transaction.Connection!.QueryAsync<string>(Query(
                    "SELECT fact FROM decisions WHERE turn_id = @id ORDER BY attempt")));
                return detail;

                CommandDefinition Query(string sql) => new(sql, new { id }, transaction, cancellationToken: token);
            },
            cancellationToken);
    }

    public static RpcException NotFound(string turnId) =>
        new(new Status(StatusCode.NotFound, $"no turn {turnId}; it may not have arrived yet, or its retention is over"));

    private static Attempt ToMessage(AttemptRow row) => new()
    {
        Number = (int)row.Number,
        AccountId = row.AccountId,
        StartedAt = row.StartedAt.ToTimestamp(),
        DurationMs = (int)row.DurationMs,
        Outcome = (AttemptOutcome)row.Outcome switch
        {
            AttemptOutcome.Served => "served",
            AttemptOutcome.MovedOn => "moved_on",
            AttemptOutcome.Interrupted => "interrupted",
            _ => "failed",
        },
        UpstreamStatus = (int)row.UpstreamStatus,
        Fault = row.Fault ?? "",
    };

    private static Entry ToMessage(EntryRow row) => new()
    {
        Number = (int)row.Number,
        Kind = row.Number == 1 ? "settlement" : "correction",
        PostedAt = row.PostedAt.ToTimestamp(),
        Pricing = (PricingStatus)row.Pricing,
        CostMicros = row.CostMicros,
        PriceBookVersion = row.BookVersion,
        PriceLine = row.PriceLine ?? "",
    };
}
