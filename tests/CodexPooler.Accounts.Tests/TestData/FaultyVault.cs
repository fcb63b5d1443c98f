using CodexPooler.Accounts.Tokens;
using CodexPooler.Accounts.Tokens.Vaults;

namespace CodexPooler.Accounts.Tests.TestData;

/// <summary>A vault whose writes can be made to fail, before or after they took effect.</summary>
internal sealed class FaultyVault(ITokenVault inner) : ITokenVault
{
    public int Writes { get; private set; }

    /// <summary>Decides by the number of the write, counted from 1.</summary>
    public Func<int, VaultFault> Fault { get; set; } = _ => VaultFault.None;

    public Task<VaultEntry?> ReadAsync(Guid accountId, CancellationToken cancellationToken) =>
        inner.ReadAsync(accountId, cancellationToken);

    public async Task<VaultWrite> TryWriteAsync(TokenRecord record, string? expectedVersion, CancellationToken cancellationToken)
    {
        var fault = Fault(++Writes);
        if (fault == VaultFault.Refuse) throw new VaultUnavailableException("the store is away");
        if (fault == VaultFault.ProcessDies) throw new ProcessDiedException();
        var write = await inner.TryWriteAsync(record, expectedVersion, cancellationToken);
        return fault == VaultFault.LoseAcknowledgement ? throw new VaultUnavailableException("the answer was lost") : write;
    }

    public Task<bool> TryDeleteAsync(Guid accountId, string expectedVersion, CancellationToken cancellationToken) =>
        inner.TryDeleteAsync(accountId, expectedVersion, cancellationToken);
}
