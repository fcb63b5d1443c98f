using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Data;
using Dapper;

namespace CodexPooler.Routing.Continuity;

/// <summary>Pins in the router's own database: the twin of the Dapr state store for one machine.</summary>
internal sealed class DatabasePinStore(IDatabase database, TimeProvider time) : IPinStore
{
    private const string Upsert = """
        INSERT INTO pins (pin, account_id, generation, at_ms, expires_at_ms, cached_tokens)
        VALUES (@Pin, @AccountId, @Generation, @AtMs, @ExpiresAtMs, @CachedTokens)
        ON CONFLICT (pin) DO UPDATE SET account_id = excluded.account_id, generation = excluded.generation,
            at_ms = excluded.at_ms, expires_at_ms = excluded.expires_at_ms, cached_tokens = excluded.cached_tokens
        WHERE excluded.at_ms > pins.at_ms
        """;

    private const string Select = """
        SELECT account_id AS AccountId, generation AS Generation, at_ms AS AtMs, expires_at_ms AS ExpiresAtMs,
            cached_tokens AS CachedTokens
        FROM pins WHERE pin = @Pin AND expires_at_ms > @Now
        """;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public Task<PinFact?> FindAsync(PinKey key, CancellationToken cancellationToken) => database.ReadAsync(
        async (connection, cancelled) =>
        {
            var command = new CommandDefinition(Select, new { Pin = key.ToString(), Now }, cancellationToken: cancelled);
            var row = await connection.QuerySingleOrDefaultAsync<StoredPin>(command);
            return row?.ToFact(key);
        },
        cancellationToken);

    public Task SaveAsync(IReadOnlyCollection<PinFact> pins, CancellationToken cancellationToken) => database.WriteAsync(
        async (transaction, cancelled) =>
        {
            var rows = pins.Select(pin => new
            {
                Pin = PinKey.Of(pin).ToString(),
                pin.AccountId,
                pin.Generation,
                pin.AtMs,
                pin.ExpiresAtMs,
                pin.CachedTokens,
            });
            var connection = transaction.Connection!;
            await connection.ExecuteAsync(new CommandDefinition(Upsert, rows, transaction, cancellationToken: cancelled));
            return await connection.ExecuteAsync(new CommandDefinition(
                "DELETE FROM pins WHERE expires_at_ms <= @Now", new { Now }, transaction, cancellationToken: cancelled));
        },
        cancellationToken);
}
