using CodexPooler.Accounts.Audit;
using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Accounts.Tokens.Vaults;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Testing.Postgres;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Tests.Audit;

/// <summary>Whoever can write the database cannot cut off the end of the audit log unseen: the vault remembers it.</summary>
public sealed class AnchorTests
{
    [PostgresTheory]
    [MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Verify_EndCutOff_SaysWhatIsMissingAlsoWhenTheLogGoesOn(string engine)
    {
        await using var host = await StartAsync(engine, entries: 5);
        await AdvanceAsync(host);

        await DirectorySeed.CutAuditAsync(host, keep: 3);

        var found = await host.Admin.VerifyAuditAsync(new());
        (found.Intact, found.Entries, found.MissingFrom, found.MissingTo, found.AnchoredSequence)
            .ShouldBe((false, 3, 4, 5, 5));
        found.Finding.ShouldBe("Entries 4 to 5 are missing: the end of the log was cut off.");
        (await AdvanceAsync(host)).IsWhole.ShouldBeFalse();
        foreach (var slug in (string[])["new-4", "new-5", "new-6"]) await host.CreatePoolAsync(slug);
        (await AdvanceAsync(host)).IsWhole.ShouldBeFalse();
        var later = await host.Admin.VerifyAuditAsync(new());
        (later.Intact, later.AnchoredSequence).ShouldBe((false, 5));
        later.Finding.ShouldContain("Entry 5 is not the one that stood there");
    }

    [Fact]
    public async Task Verify_CutToNothing_SaysThatAllIsMissing()
    {
        await using var host = await StartAsync("Sqlite", entries: 2);
        await AdvanceAsync(host);

        await DirectorySeed.CutAuditAsync(host, keep: 0);

        var found = await host.Admin.VerifyAuditAsync(new());
        (found.Intact, found.MissingFrom, found.MissingTo).ShouldBe((false, 1, 2));
    }

    [Fact]
    public async Task Verify_AlteredInTheMiddle_NamesTheEntry()
    {
        await using var host = await StartAsync("Sqlite", entries: 4);
        await AdvanceAsync(host);

        await DirectorySeed.ForgeAuditAsync(host, sequence: 2);

        var found = await host.Admin.VerifyAuditAsync(new());
        (found.Intact, found.BrokenAt, found.MissingFrom).ShouldBe((false, 2, 0));
    }

    [Fact]
    public async Task Verify_AnchorReplacedOrTakenAway_IsToldAndNotWrittenOver()
    {
        await using var host = await StartAsync("Sqlite", entries: 2);
        await AdvanceAsync(host);
        var vault = host.Services.GetRequiredService<ITokenVault>();
        var anchor = (await vault.ReadAsync(AnchorStore.Id, default))!;
        // As valid as a forger without the key can make it: another end under the seal of this one.
        var forged = anchor.Record with { Epoch = 1 };
        var version = (await vault.TryWriteAsync(forged, anchor.Version, default)).Version!;

        var replaced = await host.Admin.VerifyAuditAsync(new());
        (await AdvanceAsync(host)).Finding.ShouldContain("it was changed");
        (await vault.TryDeleteAsync(AnchorStore.Id, version, default)).ShouldBeTrue();
        var gone = await host.Admin.VerifyAuditAsync(new());
        (await AdvanceAsync(host)).Finding.ShouldContain("taken out of the vault");

        (replaced.Intact, replaced.Anchor).ShouldBe((false, AuditAnchor.Broken));
        replaced.Finding.ShouldContain("cannot be relied on: it was changed");
        (gone.Intact, gone.Anchor).ShouldBe((false, AuditAnchor.Broken));
        (await vault.ReadAsync(AnchorStore.Id, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Verify_AnchorSetBackToAnOlderOneOfOurs_StillMissesWhatIsMissing()
    {
        await using var host = await StartAsync("Sqlite", entries: 2);
        await AdvanceAsync(host);
        var vault = host.Services.GetRequiredService<ITokenVault>();
        var older = (await vault.ReadAsync(AnchorStore.Id, default))!;
        await host.CreatePoolAsync("third");
        await AdvanceAsync(host);
        var now = (await vault.ReadAsync(AnchorStore.Id, default))!;

        await vault.TryWriteAsync(older.Record, now.Version, default);
        await DirectorySeed.CutAuditAsync(host, keep: 2);

        (await host.Admin.VerifyAuditAsync(new())).MissingTo.ShouldBe(3);
    }

    [PostgresTheory]
    [MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Advance_TwoReplicasOneOfWhichDiedBeforeItAnchored_CatchUpAndAgree(string engine)
    {
        await using var one = await StartAsync(engine, entries: 2);
        await AdvanceAsync(one);
        // Committed, and nobody came to anchor it.
        await one.CreatePoolAsync("third");
        await using var two = await one.BesideAsync();

        var lagging = await two.Admin.VerifyAuditAsync(new());
        await AdvanceAsync(two);
        await one.CreatePoolAsync("fourth");
        (await Task.WhenAll(AdvanceAsync(one), AdvanceAsync(two))).ShouldAllBe(verdict => verdict.IsWhole);

        lagging.Intact.ShouldBeTrue();
        foreach (var host in (AccountsHost[])[one, two])
        {
            var found = await host.Admin.VerifyAuditAsync(new());
            (found.Intact, found.Entries, found.AnchoredSequence, found.Anchor).ShouldBe((true, 4, 4, AuditAnchor.Held));
        }

        await DirectorySeed.CutAuditAsync(one, keep: 3);
        await using var three = await one.BesideAsync();
        foreach (var host in (AccountsHost[])[one, two, three])
            (await host.Admin.VerifyAuditAsync(new())).MissingTo.ShouldBe(4);
    }

    [Fact]
    public async Task Accept_LogFromABackup_IsWholeAgainOnEveryReplicaAndSaysWhatItLost()
    {
        await using var one = await StartAsync("Sqlite", entries: 4);
        await AdvanceAsync(one);
        await using var two = await one.BesideAsync();
        (await two.Admin.VerifyAuditAsync(new())).Intact.ShouldBeTrue();
        await DirectorySeed.CutAuditAsync(one, keep: 2);

        var unsaid = await Should.ThrowAsync<RpcException>(async () => await one.Admin.AcceptAuditAsync(new()));
        var accepted = await one.Admin.AcceptAuditAsync(new() { Reason = "restored Monday's backup" });

        unsaid.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        (accepted.Intact, accepted.Entries, accepted.AnchoredSequence).ShouldBe((true, 3, 3));
        (await two.Admin.VerifyAuditAsync(new())).Intact.ShouldBeTrue();
        (await AdvanceAsync(two)).IsWhole.ShouldBeTrue();
        var entry = (await one.Admin.ListAuditAsync(new() { Limit = 1 })).Entries.Single();
        entry.Action.ShouldBe("audit.accept");
        entry.Details.ShouldContain("Entries 3 to 4 are missing");
        entry.Details.ShouldContain("restored Monday");
    }

    [Fact]
    public async Task Accept_LogBrokenInside_IsRefused()
    {
        await using var host = await StartAsync("Sqlite", entries: 3);
        await DirectorySeed.ForgeAuditAsync(host, sequence: 2);

        var refusal = await Should.ThrowAsync<RpcException>(
            async () => await host.Admin.AcceptAuditAsync(new() { Reason = "looks fine" }));

        refusal.StatusCode.ShouldBe(StatusCode.FailedPrecondition);
        refusal.Status.Detail.ShouldContain("Restore the database from a backup");
    }

    [Fact]
    public async Task Verify_EndNotedDownByAPerson_ShowsWhatEvenTheVaultForgot()
    {
        await using var host = await StartAsync("Sqlite", entries: 3);
        var noted = await host.Admin.VerifyAuditAsync(new());
        await DirectorySeed.CutAuditAsync(host, keep: 1);

        var found = await host.Admin.VerifyAuditAsync(
            new() { KnownSequence = noted.LastSequence, KnownHash = noted.LastHash });
        var wrong = await Should.ThrowAsync<RpcException>(
            async () => await host.Admin.VerifyAuditAsync(new() { KnownSequence = 1, KnownHash = "no hash" }));

        (found.Intact, found.MissingFrom, found.MissingTo).ShouldBe((false, 2, 3));
        wrong.StatusCode.ShouldBe(StatusCode.InvalidArgument);
    }

    private static Task<AuditVerdict> AdvanceAsync(AccountsHost host) =>
        host.Services.GetRequiredService<AnchorDesk>().AdvanceAsync(default);

    private static async Task<AccountsHost> StartAsync(string engine, int entries)
    {
        var host = await AccountsHost.StartAsync(engine);
        for (var number = 1; number <= entries; number++) await host.CreatePoolAsync($"pool-{number}");
        return host;
    }
}
