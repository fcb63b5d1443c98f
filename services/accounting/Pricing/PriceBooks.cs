using CodexPooler.Data;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounting.Pricing;

/// <summary>The price books this ledger has used; the one activated last prices new turns. Shared by all replicas.</summary>
internal sealed class PriceBooks([FromKeyedServices(AccountingModule.Name)] IDatabase database, TimeProvider time)
{
    private const string Columns = "SELECT version Version, json Json, activated_at ActivatedAt FROM price_books";

    private volatile TurnPricer _current = new(PriceBookReader.Read(BuiltInPriceBook.Json));

    public TurnPricer Current => _current;

    /// <summary>Adopts what another replica activated; on a new ledger, activates the built-in book.</summary>
    public async Task<StoredPriceBook> LoadAsync(CancellationToken cancellationToken)
    {
        var latest = await LatestAsync(cancellationToken) ?? await ImportAsync(BuiltInPriceBook.Json, cancellationToken);
        Use(latest);
        return latest;
    }

    /// <summary>
    /// Activates a book. The same version with the same content is no change; with another content it is refused, because
    /// entries name the version they were priced by.
    /// </summary>
    /// <exception cref="PriceBookFormatException">The book cannot be used.</exception>
    public async Task<StoredPriceBook> ImportAsync(string json, CancellationToken cancellationToken)
    {
        var book = PriceBookReader.Read(json);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var stored = await database.WriteAsync(
            async (transaction, token) =>
            {
                var known = await transaction.Connection!.QuerySingleOrDefaultAsync<StoredPriceBook>(new CommandDefinition(
                    $"{Columns} WHERE version = @Version", new { book.Version }, transaction, cancellationToken: token));
                if (known is not null && known.Json != json)
                    throw new PriceBookFormatException(
                        $"Version '{book.Version}' exists with other prices; give the changed book a new version.");
                await transaction.Connection!.ExecuteAsync(new CommandDefinition(
                    """
                    INSERT INTO price_books (version, json, activated_at) VALUES (@Version, @json, @now)
                    ON CONFLICT (version) DO UPDATE SET activated_at = excluded.activated_at
                    """,
                    new { book.Version, json, now }, transaction, cancellationToken: token));
                return new StoredPriceBook { Version = book.Version, Json = json, ActivatedAt = now };
            },
            cancellationToken);
        Use(stored);
        return stored;
    }

    private async Task<StoredPriceBook?> LatestAsync(CancellationToken cancellationToken) =>
        await database.ReadAsync(
            (connection, token) => connection.QueryFirstOrDefaultAsync<StoredPriceBook>(new CommandDefinition(
                $"{Columns} ORDER BY activated_at DESC, version DESC LIMIT 1", cancellationToken: token)),
            cancellationToken);

    private void Use(StoredPriceBook stored)
    {
        if (stored.Version != _current.Version || stored.Json != BuiltInPriceBook.Json)
            _current = new TurnPricer(PriceBookReader.Read(stored.Json));
    }
}
