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
        WHERE (excluded.at_ms, excluded.generation, excluded.account_id, excluded.expires_at_ms, excluded.cached_tokens)
            > (pins.at_ms, pins.generation, pins.account_id, pins.expires_at_ms, pins.cached_tokens)
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

    public Task<IReadOnlyCollection<PinFact>> SaveAsync(
        IReadOnlyCollection<PinFact> pins, CancellationToken cancellationToken) => database.WriteAsync(
        async (transaction, cancelled) =>
        {
            var connection = transaction.Connection!;
            var stronger = new List<PinFact>();
            foreach (var pin in pins)
            {
                // None is written where what is there is as strong.
                if (await connection.ExecuteAsync(Command(Upsert, Row(pin))) == 0
                    && await connection.QuerySingleOrDefaultAsync<StoredPin>(Command(Select, Row(pin))) is { } row
                    && row.ToFact(PinKey.Of(pin)) is var stored && !stored.Equals(pin))
                    stronger.Add(stored);
            }

            await connection.ExecuteAsync(Command("DELETE FROM pins WHERE expires_at_ms <= @Now", new { Now }));
            return (IReadOnlyCollection<PinFact>)stronger;

            CommandDefinition Command(string sql, object values) => new(sql, values, transaction, cancellationToken: cancelled);
        },
        cancellationToken);

    private object Row(PinFact pin) => new
    {
        Pin = PinKey.Of(pin).ToString(),
        pin.AccountId,
        pin.Generation,
        pin.AtMs,
        pin.ExpiresAtMs,
        pin.CachedTokens,
        Now,
    };
}
