using System.Data.Common;
using CodexPooler.Accounts.Quota.Evidence;
using CodexPooler.Data;
using Dapper;

namespace CodexPooler.Accounts.Quota.Keeping;

/// <summary>
/// Evidence in the database. Writers are serialised by the version row and merge into what another replica wrote.
/// </summary>
internal sealed class QuotaStore(IDatabase database)
{
    public Task<IReadOnlyList<EvidenceRow>> ReadSinceAsync(long version, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<EvidenceRow>>(
            async (connection, token) => [.. await connection.QueryAsync<EvidenceRow>(new CommandDefinition(
                "SELECT account_id AS AccountId, version, body FROM quota_evidence WHERE version > @version ORDER BY version",
                new { version }, cancellationToken: token))],
            cancellationToken);

    public Task MergeAsync(IReadOnlyDictionary<Guid, AccountEvidence> changed, CancellationToken cancellationToken) =>
        database.WriteAsync(
        async (transaction, token) =>
        {
            var version = await transaction.Connection!.ExecuteScalarAsync<long>(new CommandDefinition(
                "UPDATE quota_version SET version = version + 1 WHERE id = 1 RETURNING version",
                transaction: transaction, cancellationToken: token));
            foreach (var (accountId, evidence) in changed) await MergeAsync(transaction, accountId, version, evidence, token);
            return version;
        },
        cancellationToken);

    private static async Task MergeAsync(
        DbTransaction transaction, Guid accountId, long version, AccountEvidence evidence, CancellationToken cancellationToken)
    {
        var held = await transaction.Connection!.ExecuteScalarAsync<string?>(new CommandDefinition(
            "SELECT body FROM quota_evidence WHERE account_id = @accountId",
            new { accountId }, transaction, cancellationToken: cancellationToken));
        var body = EvidenceJson.Write(held is null ? evidence : EvidenceJson.Read(held).Merge(evidence));
        await transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO quota_evidence (account_id, version, body) VALUES (@accountId, @version, @body)
            ON CONFLICT (account_id) DO UPDATE SET version = excluded.version, body = excluded.body
            """,
            new { accountId, version, body }, transaction, cancellationToken: cancellationToken));
    }
}
