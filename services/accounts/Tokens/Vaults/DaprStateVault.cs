using System.Globalization;
using Dapr;
using Dapr.Client;

namespace CodexPooler.Accounts.Tokens.Vaults;

/// <summary>
/// One state item an account, guarded by its etag. The sealing keys are elsewhere, so the store alone reveals nothing.
/// </summary>
internal sealed class DaprStateVault(DaprClient dapr, string store) : ITokenVault
{
    public async Task<VaultEntry?> ReadAsync(Guid accountId, CancellationToken cancellationToken) =>
        (await GetAsync(VaultName.Of(accountId), cancellationToken)).Entry;

    public async Task<VaultWrite> TryWriteAsync(TokenRecord record, string? expectedVersion, CancellationToken cancellationToken)
    {
        var name = VaultName.Of(record.AccountId);
        var (held, etag) = await GetAsync(name, cancellationToken);
        if (held?.Version != expectedVersion) return VaultWrite.Conflict;
        var version = (expectedVersion is null ? 1 : long.Parse(expectedVersion, CultureInfo.InvariantCulture) + 1)
            .ToString(CultureInfo.InvariantCulture);
        var document = VaultDocument.Write(record, version);
        try
        {
            var saved = await dapr.TrySaveStateAsync(store, name, document, etag, cancellationToken: cancellationToken);
            return saved ? new(version) : VaultWrite.Conflict;
        }
        catch (DaprException cause)
        {
            throw Away(cause);
        }
    }

    public async Task<bool> TryDeleteAsync(Guid accountId, string expectedVersion, CancellationToken cancellationToken)
    {
        var name = VaultName.Of(accountId);
        var (held, etag) = await GetAsync(name, cancellationToken);
        if (held?.Version != expectedVersion) return false;
        try
        {
            return await dapr.TryDeleteStateAsync(store, name, etag, cancellationToken: cancellationToken);
        }
        catch (DaprException cause)
        {
            throw Away(cause);
        }
    }

    private async Task<(VaultEntry? Entry, string ETag)> GetAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var (value, etag) = await dapr.GetStateAndETagAsync<Dictionary<string, string>>(
                store, name, ConsistencyMode.Strong, cancellationToken: cancellationToken);
            return (value is null ? null : VaultDocument.Read(name, value), etag);
        }
        catch (DaprException cause)
        {
            throw Away(cause);
        }
    }

    private VaultUnavailableException Away(DaprException cause) =>
        new($"The Dapr state store {store} failed: {cause.Message}", cause);
}
