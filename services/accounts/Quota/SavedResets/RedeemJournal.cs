using CodexPooler.Data;
using Dapper;

namespace CodexPooler.Accounts.Quota.SavedResets;

/// <summary>Remembers every wish to redeem before the upstream hears of it.</summary>
internal sealed class RedeemJournal(IDatabase database)
{
    private const string Columns =
        "request_id AS RequestId, account_id AS AccountId, reset_id AS ResetId, state, automatic, actor, asked_ms AS AskedMs, "
        + "tries, tried_ms AS TriedMs";

    private static readonly TimeSpan Cooldown = TimeSpan.FromMinutes(30);

    /// <summary>The wish as first made: a repetition gets the same reset, not another one.</summary>
    public Task<RedeemUse> BeginAsync(RedeemUse wish, CancellationToken cancellationToken) => database.WriteAsync(
        async (transaction, token) =>
        {
            await transaction.Connection!.ExecuteAsync(new CommandDefinition(
                """
                INSERT INTO saved_reset_uses
                    (request_id, account_id, reset_id, state, automatic, actor, asked_ms, tries, tried_ms)
                VALUES (@RequestId, @AccountId, @ResetId, @State, @Automatic, @Actor, @AskedMs, @Tries, @TriedMs)
                ON CONFLICT (request_id) DO NOTHING
                """,
                wish, transaction, cancellationToken: token));
            return await transaction.Connection!.QuerySingleAsync<RedeemUse>(new CommandDefinition(
                $"SELECT {Columns} FROM saved_reset_uses WHERE request_id = @RequestId",
                new { wish.RequestId }, transaction, cancellationToken: token));
        },
        cancellationToken);

    public Task EndAsync(string requestId, string state, CancellationToken cancellationToken) => database.WriteAsync(
        (transaction, token) => transaction.Connection!.ExecuteAsync(new CommandDefinition(
            "UPDATE saved_reset_uses SET state = @state WHERE request_id = @requestId",
            new { requestId, state }, transaction, cancellationToken: token)),
        cancellationToken);

    /// <summary>The wishes of which nobody knows whether they were applied.</summary>
    public Task<IReadOnlyList<RedeemUse>> PendingAsync(CancellationToken cancellationToken) => database.ReadAsync(
        async (connection, token) => (IReadOnlyList<RedeemUse>)[.. await connection.QueryAsync<RedeemUse>(new CommandDefinition(
            $"SELECT {Columns} FROM saved_reset_uses WHERE state = 'pending' ORDER BY asked_ms", cancellationToken: token))],
        cancellationToken);

    /// <summary>The right to repeat a wish now: one replica has it.</summary>
    public async Task<bool> TryRepeatAsync(RedeemUse use, long nowMs, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            (transaction, token) => transaction.Connection!.ExecuteAsync(new CommandDefinition(
                """
                UPDATE saved_reset_uses SET tries = tries + 1, tried_ms = @nowMs
                WHERE request_id = @RequestId AND tries = @Tries AND state = 'pending'
                """,
                new { use.RequestId, use.Tries, nowMs }, transaction, cancellationToken: token)),
            cancellationToken) > 0;

    /// <summary>Whether one was, or may have been, applied within the cooldown.</summary>
    public async Task<bool> HasSpentLatelyAsync(Guid accountId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = (now - Cooldown).ToUnixTimeMilliseconds();
        return await database.ReadAsync(
            (connection, token) => connection.ExecuteScalarAsync<long>(new CommandDefinition(
                """
                SELECT COUNT(*) FROM saved_reset_uses
                WHERE account_id = @accountId AND state IN ('applied', 'pending') AND asked_ms > @since
                """,
                new { accountId, since }, cancellationToken: token)),
            cancellationToken) > 0;
    }
}
