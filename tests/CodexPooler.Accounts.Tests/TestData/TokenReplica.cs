using CodexPooler.Accounts.Tokens;
using CodexPooler.Accounts.Tokens.Refreshing;
using CodexPooler.Accounts.Tokens.Sealing;
using CodexPooler.Accounts.Tokens.Vaults;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounts.Tests.TestData;

/// <summary>One process's worth of token handling over a shared folder.</summary>
internal sealed class TokenReplica
{
    private TokenReplica(string folder, TokenSealer sealer, RotatingIssuer issuer, TimeProvider time, ITokenVault vault)
    {
        Sealer = sealer;
        Vault = new(vault);
        Spill = new(Path.Combine(folder, "spill"));
        var attempts = new RefreshAttempt(Vault, sealer, issuer, Spill, time, NullLogger<RefreshAttempt>.Instance);
        Coordinator = new(Vault, sealer, attempts, new(time), new(), Options.Create(new RefreshOptions()), time);
    }

    public FaultyVault Vault { get; }

    public TokenSealer Sealer { get; }

    public SpillJournal Spill { get; }

    public RefreshCoordinator Coordinator { get; }

    public static async Task<TokenReplica> StartAsync(
        TempFolder folder, RotatingIssuer issuer, TimeProvider? time = null, ITokenVault? vault = null)
    {
        var keys = new KeyRingHolder(new KeyFile(Path.Combine(folder.Path, "keys.json")));
        await keys.StartingAsync(default);
        time ??= TimeProvider.System;
        vault ??= new FileTokenVault(Path.Combine(folder.Path, "tokens"), time);
        return new(folder.Path, new(keys), issuer, time, vault);
    }

    public async Task<Guid> LinkAsync()
    {
        var id = Guid.CreateVersion7();
        var record = Sealer.Seal(id, 1, RotatingIssuer.First(DateTimeOffset.UtcNow.AddHours(1)));
        (await Vault.TryWriteAsync(record, null, default)).Written.ShouldBeTrue();
        return id;
    }

    public async Task<TokenRecord> StoredAsync(Guid id) => (await Vault.ReadAsync(id, default))!.Record;
}
