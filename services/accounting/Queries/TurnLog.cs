using CodexPooler.Accounting.Ledger;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Data;
using Dapper;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounting.Queries;

/// <summary>
/// The request log. Pages follow the turns' ids, which are in the order the turns began, so no page ever counts or skips.
/// </summary>
internal sealed class TurnLog([FromKeyedServices(AccountingModule.Name)] IDatabase database)
{
    private const int Default = 50, Most = 500;

    public async Task<ListTurnsReply> ListAsync(ListTurnsRequest request, CancellationToken cancellationToken)
    {
        var size = Math.Clamp(request.PageSize == 0 ? Default : request.PageSize, 1, Most);
        var values = Values(request, size + 1);
        var rows = (await database.ReadAsync(
            (connection, token) => connection.QueryAsync<LogRow>(
                new CommandDefinition(Sql(request), values, cancellationToken: token)),
            cancellationToken)).AsList();
        var reply = new ListTurnsReply();
        reply.Turns.AddRange(rows.Take(size).Select(row => row.ToMessage()));
        if (rows.Count > size) reply.NextPageToken = rows[size - 1].TurnId.ToString("N");
        return reply;
    }

    private string Sql(ListTurnsRequest request)
    {
        var conditions = new List<string>();
        if (request.Window?.From is not null) conditions.Add("t.turn_id >= @from");
        if (request.Window?.To is not null) conditions.Add("t.turn_id < @to");
        if (request.PageToken.Length > 0) conditions.Add("t.turn_id < @after");
        Equal(request.PoolId, "t.pool_id = @PoolId");
        Equal(request.KeyId, "t.key_id = @KeyId");
        Equal(request.PersonId, "t.person_id = @PersonId");
        Equal(request.AccountId, "t.account_id = @AccountId");
        Equal(request.Model, "t.model = @Model");
        Equal(request.Project, "t.project = @Project");
        Equal(request.ErrorCode, "t.error_code = @ErrorCode");
        Equal(request.Client, "t.client = @Client");
        // Written out, not bound: the partial index over what did not succeed is only used when the planner sees the value.
        if (request.Outcome != Outcome.Unspecified) conditions.Add($"t.outcome = {(int)request.Outcome}");
        if (request.Outcome > Outcome.Succeeded) conditions.Add("t.outcome <> 1");
        if (request.AllowedPoolIds.Count > 0) conditions.Add(database.Dialect.AnyOf("t.pool_id", "@pools"));
        var where = conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);
        return $"SELECT {LogRow.Columns} FROM turns t {where} ORDER BY t.turn_id DESC LIMIT @limit";

        void Equal(string value, string condition)
        {
            if (value.Length > 0) conditions.Add(condition);
        }
    }

    private object Values(ListTurnsRequest request, int limit)
    {
        if (request.PageToken.Length > 0 && !Guid.TryParse(request.PageToken, out _))
            throw new RpcException(new Status(StatusCode.InvalidArgument, "page_token is not one this service gave out"));
        return new
        {
            from = request.Window?.From is { } from ? TurnIds.LowerBound(from.ToDateTimeOffset()) : Guid.Empty,
            to = request.Window?.To is { } to ? TurnIds.LowerBound(to.ToDateTimeOffset()) : Guid.Empty,
            after = request.PageToken.Length > 0 ? Guid.Parse(request.PageToken) : Guid.Empty,
            request.PoolId,
            request.KeyId,
            request.PersonId,
            request.AccountId,
            request.Model,
            request.Project,
            request.ErrorCode,
            request.Client,
            pools = database.Dialect.List(request.AllowedPoolIds),
            limit,
        };
    }
}
