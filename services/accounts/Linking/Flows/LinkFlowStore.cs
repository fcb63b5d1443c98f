using CodexPooler.Data;
using Dapper;

namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>The logins of all replicas. Every step is a compare-and-set on the version that was read.</summary>
internal sealed class LinkFlowStore(IDatabase database, LinkFlowSealer sealer)
{
    private const string Columns = "id, state_hash AS StateHash, invite_id AS InviteId, phase, version, owner, beat, "
        + "until_ms AS UntilMs, key_id AS KeyId, body";

    /// <returns>False when its invitation has another login under way.</returns>
    public Task<bool> TryAddAsync(PendingLink link, CancellationToken cancellationToken) => ChangeAsync(
        """
        INSERT INTO link_flows (id, state_hash, invite_id, phase, version, owner, beat, until_ms, key_id, body)
        VALUES (@Id, @StateHash, @InviteId, @Phase, @Version, @Owner, @Beat, @UntilMs, @KeyId, @Body) ON CONFLICT DO NOTHING
        """,
        sealer.Seal(link), cancellationToken);

    public Task<PendingLink?> FindAsync(string key, CancellationToken cancellationToken) =>
        FirstAsync("id = @value", key, cancellationToken);

    public Task<PendingLink?> FindByStateAsync(string stateHash, CancellationToken cancellationToken) =>
        FirstAsync("state_hash = @value", stateHash, cancellationToken);

    public Task<PendingLink?> FindByInviteAsync(string inviteId, CancellationToken cancellationToken) =>
        FirstAsync("invite_id = @value AND phase < 3", inviteId, cancellationToken);

    public Task<IReadOnlyList<LinkFlowRow>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync(
        async (connection, token) => (IReadOnlyList<LinkFlowRow>)[.. await connection.QueryAsync<LinkFlowRow>(
            new CommandDefinition($"SELECT {Columns} FROM link_flows", cancellationToken: token))],
        cancellationToken);

    public PendingLink? Open(LinkFlowRow row) => sealer.Open(row);

    /// <summary>Moves a login one step on, unless another replica moved it first.</summary>
    public async Task<PendingLink?> TryAdvanceAsync(PendingLink link, CancellationToken cancellationToken)
    {
        var next = link with { Version = link.Version + 1 };
        var moved = await ChangeAsync(
            """
            UPDATE link_flows
            SET phase = @Phase, version = @Version, owner = @Owner, until_ms = @UntilMs, key_id = @KeyId, body = @Body
            WHERE id = @Id AND version = @Version - 1
            """,
            sealer.Seal(next), cancellationToken);
        return moved ? next : null;
    }

    /// <summary>Says that a replica lives, for all that it looks after.</summary>
    public Task<bool> BeatAsync(string owner, CancellationToken cancellationToken) => ChangeAsync(
        "UPDATE link_flows SET beat = beat + 1 WHERE owner = @owner AND phase < 3", new { owner }, cancellationToken);

    /// <summary>Leaves everything to whoever looks next.</summary>
    public Task<bool> ReleaseAsync(string owner, CancellationToken cancellationToken) => ChangeAsync(
        "UPDATE link_flows SET owner = '' WHERE owner = @owner AND phase = 1", new { owner }, cancellationToken);

    /// <summary>Takes a login from an owner that was seen not to beat.</summary>
    public Task<bool> TryTakeOverAsync(LinkFlowRow row, string owner, CancellationToken cancellationToken) => ChangeAsync(
        """
        UPDATE link_flows SET owner = @owner, beat = beat + 1
        WHERE id = @Id AND version = @Version AND owner = @from AND beat = @Beat
        """,
        new { owner, row.Id, row.Version, from = row.Owner, row.Beat }, cancellationToken);

    public Task<bool> ForgetAsync(LinkFlowRow row, CancellationToken cancellationToken) => ChangeAsync(
        "DELETE FROM link_flows WHERE id = @Id AND version = @Version", new { row.Id, row.Version }, cancellationToken);

    private async Task<PendingLink?> FirstAsync(string where, string value, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync(
            (connection, token) => connection.QueryFirstOrDefaultAsync<LinkFlowRow?>(new CommandDefinition(
                $"SELECT {Columns} FROM link_flows WHERE {where}", new { value }, cancellationToken: token)),
            cancellationToken);
        return row is null ? null : sealer.Open(row);
    }

    private async Task<bool> ChangeAsync(string sql, object parameters, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            (transaction, token) => transaction.Connection!.ExecuteAsync(
                new CommandDefinition(sql, parameters, transaction, cancellationToken: token)),
            cancellationToken) > 0;
}
