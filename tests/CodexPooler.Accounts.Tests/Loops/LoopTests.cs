using CodexPooler.Accounts.Linking.Flows;
using CodexPooler.Accounts.Quota.Evidence;
using CodexPooler.Accounts.Quota.Keeping;
using CodexPooler.Accounts.Tests.Canary;
using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Accounts.Tokens.Sealing;
using CodexPooler.Accounts.Tokens.Vaults;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Data;
using CodexPooler.Testing.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using State = CodexPooler.Contracts.Credentials.V1.LinkFlow.Types.State;

namespace CodexPooler.Accounts.Tests.Loops;

/// <summary>A background loop whose exception escapes stops the whole host: none may, whatever fails below it.</summary>
public sealed class LoopTests
{
    public static TheoryData<string> Faults => ["away", "answer lost", "unexpected"];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task QuotaJournal_DatabaseFails_GoesOnAndLosesNothing(string fault)
    {
        await using var host = await AccountsHost.StartAsync();
        var database = new FaultyDatabase(host.Services.GetRequiredKeyedService<IDatabase>(AccountsModule.Name));
        var (book, clock) = (new QuotaBook(), new ManualTimeProvider(DateTimeOffset.UtcNow));
        var id = Guid.CreateVersion7();
        book.Absorb(id, AccountEvidence.None with { Plan = new("plus", 1, 1, QuotaSource.UsageApi) });
        database.Fail(Of(fault), Of(fault));
        using var journal = new QuotaJournal(book, new QuotaStore(database), clock, NullLogger<QuotaJournal>.Instance);

        await journal.StartAsync(default);
        await clock.AdvanceUntilAsync(() => book.Loaded.IsCompleted, journal);

        await journal.StopAsync(default);
        journal.ExecuteTask!.IsFaulted.ShouldBeFalse();
        var kept = new QuotaBook();
        kept.Load(await host.Services.GetRequiredService<QuotaStore>().ReadSinceAsync(0, default));
        kept.Of(id).Plan!.Value.ShouldBe("plus");
    }

    [Fact]
    public async Task KeyRingRefresher_SourceThrowsAnything_RingStaysAndIsReadAgain()
    {
        var source = new FailingRing();
        var keys = new KeyRingHolder(source);
        await keys.StartingAsync(default);
        var clock = new ManualTimeProvider(DateTimeOffset.UtcNow);
        using var refresher = new KeyRingRefresher(
            keys, Options.Create(new VaultOptions()), clock, NullLogger<KeyRingRefresher>.Instance);

        await refresher.StartAsync(default);
        await clock.AdvanceUntilAsync(() => source.Loads >= 4, refresher);

        await refresher.StopAsync(default);
        keys.Ring.Active.Id.ShouldBe("k4");
    }

    [Fact]
    public async Task LinkFlowRunner_ClaimsAnswerLost_EndsWhatNobodyExchanges()
    {
        await using var scene = await LinkingScene.StartAsync();
        var services = scene.Host.Services;
        var database = new FaultyDatabase(services.GetRequiredKeyedService<IDatabase>(AccountsModule.Name));
        var store = new LinkFlowStore(database, services.GetRequiredService<LinkFlowSealer>());
        var options = services.GetRequiredService<IOptions<Accounts.Linking.LinkingOptions>>();
        var flows = new LinkFlows(store, options, TimeProvider.System, NullLogger<LinkFlows>.Instance);
        var started = await scene.Host.Linking.StartBrowserAsync(scene.Order());
        var link = (await flows.FindAsync(started.Id, default))!;
        database.Fail(FaultyDatabase.LostAnswer(), null, Of("unexpected"), Of("away"));

        await Should.ThrowAsync<CommitOutcomeUnknownException>(() => flows.TryClaimAsync(link, default));
        (await flows.FindAsync(started.Id, default))!.Phase.ShouldBe(LinkPhase.Exchanging);
        using var runner = new LinkFlowRunner(
            flows, store, services.GetRequiredService<DevicePolling>(), options, TimeProvider.System,
            NullLogger<LinkFlowRunner>.Instance);
        await runner.StartAsync(default);

        var ended = await scene.EndAsync(started);
        await runner.StopAsync(default);
        (ended.State, ended.ErrorCode).ShouldBe((State.Failed, "interrupted"));
        runner.ExecuteTask!.IsFaulted.ShouldBeFalse();
    }

    [Fact]
    public async Task Host_DatabaseDamagedAndRepaired_EveryLoopMetItAndStillRuns()
    {
        using var logged = new EverythingLogged();
        await using var host = await AccountsHost.StartAsync(
            "Sqlite", services => services.AddLogging(logging => logging.AddProvider(logged)));
        using var file = new DamagedFile(Path.Combine(host.Folder, "accounts.db"));
        await host.Services.GetRequiredService<QuotaBook>().Loaded;

        await file.DamageAsync();
        foreach (var complaint in Complaints)
            await Eventually.TrueAsync(() => logged.Text.Contains(complaint, StringComparison.Ordinal), complaint);
        await file.RepairAsync();

        await Eventually.TrueAsync(() => logged.Text.Contains("database is back", StringComparison.Ordinal), "it is back");
        host.Services.GetServices<IHostedService>().OfType<BackgroundService>()
            .ShouldAllBe(loop => !loop.ExecuteTask!.IsFaulted);
        (await host.CreatePoolAsync("team")).Revision.ShouldBe(1);
    }

    // Of the loops that ask the database themselves; the others wait for the first of these to say that it is back.
    private static readonly string[] Complaints =
    [
        "The directory's database is away", "Quota evidence stays in memory", "The usage poll failed",
        "Syncing model lists failed", "Logins under way stand still",
    ];

    private static Exception Of(string fault) => fault switch
    {
        "away" => new DatabaseUnavailableException("Data", "it is away", "Wait"),
        "answer lost" => FaultyDatabase.LostAnswer(),
        _ => new InvalidOperationException("nobody thought of this"),
    };
}
