namespace CodexPooler.Accounts.Tokens.Vaults;

/// <summary>Where sealed credentials rest. Every write is a compare-and-set on the version that was read.</summary>
internal interface ITokenVault
{
    /// <exception cref="VaultUnavailableException">The store did not answer.</exception>
    Task<VaultEntry?> ReadAsync(Guid accountId, CancellationToken cancellationToken);

    /// <summary>
    /// Writes when the stored version is <paramref name="expectedVersion"/>; null means that nothing may be stored yet.
    /// </summary>
    /// <exception cref="VaultUnavailableException">The store did not answer, or whether it wrote is not known.</exception>
    Task<VaultWrite> TryWriteAsync(TokenRecord record, string? expectedVersion, CancellationToken cancellationToken);

    Task<bool> TryDeleteAsync(Guid accountId, string expectedVersion, CancellationToken cancellationToken);
}
