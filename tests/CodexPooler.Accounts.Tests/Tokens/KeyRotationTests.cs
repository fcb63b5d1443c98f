using System.Security.Cryptography;
using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Accounts.Tokens.Sealing;
using CodexPooler.Accounts.Tokens.Vaults;
using CodexPooler.SidecarDouble;
using CodexPooler.SidecarDouble.State;
using CodexPooler.Simulator.Accounts;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Tests.Tokens;

/// <summary>The whole service with tokens in Dapr state and keys in a Dapr secret store of their own.</summary>
public sealed class KeyRotationTests
{
    private static readonly string One = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private static readonly string Two = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    [Fact]
    public async Task Reseal_NewActiveKey_OldKeyCanGo()
    {
        await using var backend = await Backend.StartAsync(
            new SimulatedAccount { Id = "one" }, new SimulatedAccount { Id = "two" });
        await using var sidecar = await StartSidecarAsync();
        Ring(sidecar, ("active", "k1"), ("k1", One));
        await using var host = await ServeAsync(backend, sidecar);
        var account = await backend.LinkAsync(host, "one");
        await backend.LinkAsync(host, "two");

        Ring(sidecar, ("active", "k2"), ("k1", One), ("k2", Two));
        var first = await host.CredentialAdmin.ResealAsync(new());
        var second = await host.CredentialAdmin.ResealAsync(new());

        (first.Resealed, first.AlreadyCurrent, first.Unreadable).ShouldBe((2, 0, 0));
        (second.Resealed, second.AlreadyCurrent, second.Unreadable).ShouldBe((0, 2, 0));
        Ring(sidecar, ("active", "k2"), ("k2", Two));
        await host.Services.GetRequiredService<KeyRingHolder>().ReloadAsync(default);
        (await host.Credentials.GetAsync(new() { AccountId = account.Id })).Generation.ShouldBe(1);
    }

    [Fact]
    public async Task Reseal_KeyMissing_IsCountedAndNothingIsWritten()
    {
        await using var backend = await Backend.StartAsync(new SimulatedAccount { Id = "one" });
        await using var sidecar = await StartSidecarAsync();
        Ring(sidecar, ("active", "k1"), ("k1", One));
        await using var host = await ServeAsync(backend, sidecar);
        var account = await backend.LinkAsync(host, "one");
        var vault = host.Services.GetRequiredService<ITokenVault>();
        var before = await vault.ReadAsync(Guid.Parse(account.Id), default);

        Ring(sidecar, ("active", "k2"), ("k2", Two));
        (await host.CredentialAdmin.ResealAsync(new())).Unreadable.ShouldBe(1);

        (await vault.ReadAsync(Guid.Parse(account.Id), default))!.Version.ShouldBe(before!.Version);
        Ring(sidecar, ("active", "k2"), ("k1", One), ("k2", Two));
        (await host.CredentialAdmin.ResealAsync(new())).Resealed.ShouldBe(1);
    }

    [Fact]
    public async Task Reload_RingAway_KeepsTheOneHeld()
    {
        await using var backend = await Backend.StartAsync(new SimulatedAccount { Id = "one" });
        await using var sidecar = await StartSidecarAsync();
        Ring(sidecar, ("active", "k1"), ("k1", One));
        await using var host = await ServeAsync(backend, sidecar);
        var account = await backend.LinkAsync(host, "one");
        sidecar.Secrets.Remove("keys", "codex-pooler-kek");

        var refusal = await Should.ThrowAsync<RpcException>(async () => await host.CredentialAdmin.ResealAsync(new()));

        refusal.StatusCode.ShouldBe(StatusCode.Unavailable);
        (await host.Credentials.GetAsync(new() { AccountId = account.Id })).Generation.ShouldBe(1);
    }

    private static void Ring(Sidecar sidecar, params (string Name, string Value)[] entries) =>
        sidecar.Secrets.Set("keys", "codex-pooler-kek", entries.ToDictionary(entry => entry.Name, entry => entry.Value));

    private static Task<Sidecar> StartSidecarAsync() => Sidecar.StartAsync(new SidecarOptions
    {
        AppId = "accounts",
        StateStores = new Dictionary<string, StateStoreProfile> { ["tokens"] = StateStoreProfile.PostgreSql },
    });

    private static Task<AccountsHost> ServeAsync(Backend backend, Sidecar sidecar) => backend.ServeAsync(
        "Sqlite",
        ("Accounts:Vault:Store", "DaprState"),
        ("Accounts:Vault:StateStore", "tokens"),
        ("Accounts:Vault:Keys", "Dapr"),
        ("Accounts:Vault:KeySecretStore", "keys"),
        ("DAPR_HTTP_ENDPOINT", sidecar.HttpEndpoint.OriginalString));
}
