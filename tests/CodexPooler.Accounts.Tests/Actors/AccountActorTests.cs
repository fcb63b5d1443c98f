using System.Globalization;
using CodexPooler.Accounts.Actors;
using CodexPooler.Accounts.Serving;
using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Accounts.Tokens.Vaults;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.SidecarDouble;
using CodexPooler.SidecarDouble.State;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Testing;
using CodexPooler.Testing.Time;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Tests.Actors;

/// <summary>The sidecar double speaks the actor runtime's literal exchanges; libs' own tests name where they come from.</summary>
public sealed class AccountActorTests
{
    [Fact]
    public async Task Reminder_TokenAboutToEnd_IsRenewedOnceWhicheverDriverComes()
    {
        await using var backend = await Backend.StartAsync(new SimulatedAccount { Id = "one" });
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow);
        var port = FreePort.Next();
        await using var sidecar = await StartSidecarAsync(port, time);
        await using var host = await ServeAsync(backend, sidecar, port);
        var account = await backend.LinkAsync(host, "one", tokenSeconds: 300);
        await host.Services.GetRequiredService<ActorWaker>().WakeAsync(default);
        sidecar.Actors.IsActive(AccountActor.TypeName, account.Id).ShouldBeTrue();

        time.Advance(TimeSpan.FromHours(1));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            host.Services.GetRequiredService<RefreshSweep>().DriveAsync(Guid.Parse(account.Id), default)));
        await Eventually.TrueAsync(
            () => host.Services.GetRequiredService<CredentialCache>().GenerationOf(Guid.Parse(account.Id)) == 2, "renewed");
        time.Advance(TimeSpan.FromHours(1));
        await host.Services.GetRequiredService<RefreshSweep>().SweepAsync(default);

        var stored = await host.Services.GetRequiredService<ITokenVault>().ReadAsync(Guid.Parse(account.Id), default);
        stored!.Record.Epoch.ShouldBe(2);
        (await host.Admin.ListAccountsAsync(new())).Accounts.Single().Status.ShouldBe(AccountStatus.Active);
    }

    [Fact]
    public async Task Reminder_ActorAlone_RenewsTheToken()
    {
        await using var backend = await Backend.StartAsync(new SimulatedAccount { Id = "one" });
        var time = new ManualTimeProvider(DateTimeOffset.UtcNow);
        var port = FreePort.Next();
        await using var sidecar = await StartSidecarAsync(port, time);
        await using var host = await ServeAsync(backend, sidecar, port);
        var account = await backend.LinkAsync(host, "one", tokenSeconds: 300);
        await host.Services.GetRequiredService<ActorWaker>().WakeAsync(default);

        time.Advance(TimeSpan.FromHours(1));

        await Eventually.TrueAsync(
            () => host.Services.GetRequiredService<CredentialCache>().GenerationOf(Guid.Parse(account.Id)) == 2, "renewed");
    }

    private static Task<Sidecar> StartSidecarAsync(int appPort, TimeProvider time) => Sidecar.StartAsync(
        new SidecarOptions
        {
            AppId = "accounts",
            App = new Uri($"h2c://127.0.0.1:{appPort}"),
            StateStores = new Dictionary<string, StateStoreProfile> { ["state"] = StateStoreProfile.PostgreSql },
            ActorStateStore = "state",
        },
        time);

    private static Task<AccountsHost> ServeAsync(Backend backend, Sidecar sidecar, int port) => backend.ServeAsync(
        "Sqlite",
        ("Accounts:Actors:Enabled", "true"),
        ("Accounts:Refresh:SweepEvery", "01:00:00"),
        ("DAPR_HTTP_ENDPOINT", sidecar.HttpEndpoint.OriginalString),
        ("Test:Port", port.ToString(CultureInfo.InvariantCulture)));
}
