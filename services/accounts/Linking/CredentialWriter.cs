using CodexPooler.Accounts.Serving;
using CodexPooler.Accounts.Tokens;
using CodexPooler.Accounts.Tokens.Refreshing;
using CodexPooler.Accounts.Tokens.Sealing;
using CodexPooler.Accounts.Tokens.Vaults;

namespace CodexPooler.Accounts.Linking;

/// <summary>Puts a new lineage in place of whatever the vault holds, always under a higher generation.</summary>
internal sealed class CredentialWriter(ITokenVault vault, TokenSealer sealer, CredentialCache cache)
{
    private const int Tries = 10;

    /// <returns>The stored credential, or null when others kept changing it.</returns>
    /// <exception cref="VaultUnavailableException">The store did not answer.</exception>
    public async Task<CredentialState?> ReplaceAsync(
        Guid accountId, long knownGeneration, TokenSet tokens, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var entry = await vault.ReadAsync(accountId, cancellationToken);
            var record = sealer.Seal(accountId, Math.Max(entry?.Record.Epoch ?? 0, knownGeneration) + 1, tokens);
            if (!(await vault.TryWriteAsync(record, entry?.Version, cancellationToken)).Written) continue;
            cache.Forget(accountId);
            return new(accountId, record.Epoch, tokens);
        }

        return null;
    }

    /// <summary>What is stored, or null when there is nothing or it cannot be opened.</summary>
    public async Task<TokenSet?> PeekAsync(Guid accountId, CancellationToken cancellationToken)
    {
        try
        {
            return await vault.ReadAsync(accountId, cancellationToken) is { } entry ? sealer.Open(entry.Record) : null;
        }
        catch (SealBrokenException)
        {
            return null;
        }
    }

    /// <returns>False when others kept changing the record.</returns>
    public async Task<bool> DeleteAsync(Guid accountId, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var entry = await vault.ReadAsync(accountId, cancellationToken);
            if (entry is null || await vault.TryDeleteAsync(accountId, entry.Version, cancellationToken))
            {
                cache.Forget(accountId);
                return true;
            }
        }

        return false;
    }
}
