using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using CodexPooler.Testing;
using CodexPooler.Testing.Time;
using Shouldly;

namespace CodexPooler.Routing.Tests.Continuity;

/// <summary>Pins in the Dapr state store while the sidecar is not there: correct alone, one view when it comes.</summary>
public sealed class SidecarAwayTests
{
    private const int PinsNotWritten = 2201;

    private static readonly ContinuityKey Response = Told.Anchor(PinKind.PreviousResponse, 91);
    private static readonly ContinuityKey Session = Told.Anchor(PinKind.Session, 92);
    private static readonly ContinuityKey Elsewhere = Told.Anchor(PinKind.PreviousResponse, 93);

    [Fact]
    public async Task Router_WithoutItsSidecarAtStart_ServesAloneAndConvergesLater()
    {
        var port = FreePort.Next();
        var settings = RouterSidecar.Settings(port);
        await using var accounts = await AccountsServer.StartAsync(new DirectoryBuilder().Accounts(9).Build());
        await using var alone = await RouterProcess.StartAsync("alone", accounts.Address, null, settings);
        var home = await ServeAsync(alone, Response, Session);

        (await ContinueAsync(alone, Response)).Lease.AccountId.ShouldBe(home);
        (await ContinueAsync(alone, Session)).Lease.Because.ShouldBe(ChosenBecause.Session);
        (await ContinueAsync(alone, Elsewhere)).Refusal.Code.ShouldBe(RefusalCode.PinnedUnavailable);

        await Eventually.TrueAsync(() => alone.Logged(PinsNotWritten), "a write failed");

        await using var sidecar = await RouterSidecar.StartAsync(port);
        await using var other = await RouterProcess.StartAsync("other", accounts.Address, null, settings);
        await Eventually.TrueAsync(
            async () => (await ContinueAsync(other, Response)).Lease?.AccountId == home, "what waited was written");
        await Eventually.TrueAsync(
            async () => (await ContinueAsync(other, Session)).Lease is { Because: ChosenBecause.Session } known
                && known.AccountId == home,
            "the session is known, too");

        // And the first router reads again what others write.
        var second = await ServeAsync(other, Elsewhere, Told.Anchor(PinKind.Session, 94));
        await Eventually.TrueAsync(
            async () => (await ContinueAsync(alone, Elsewhere)).Lease?.AccountId == second, "the store is asked again");
    }

    [Fact]
    public async Task Router_WhoseSidecarHangs_LosesItsPatienceOnceAndServesOn()
    {
        await using var sidecar = await RouterSidecar.StartAsync();
        sidecar.Faults.Latency = TimeSpan.FromSeconds(30);
        await using var accounts = await AccountsServer.StartAsync(new DirectoryBuilder().Accounts(9).Build());
        await using var router = await RouterProcess.StartAsync(
            "one", accounts.Address, null, RouterSidecar.Settings(sidecar.HttpEndpoint.Port));
        var started = TimeProvider.System.GetTimestamp();

        for (var i = 0; i < 40; i++)
            (await ContinueAsync(router, Told.Anchor(PinKind.Session, 200 + (ulong)i))).Lease.ShouldNotBeNull();

        // 250 ms once, not forty times; the rest of the bound is for a busy machine.
        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    private static async Task<string> ServeAsync(RouterProcess router, ContinuityKey owned, ContinuityKey session)
    {
        var lease = (await ContinueAsync(router, session)).Lease;
        await router.Client.CloseAsync(
            new CloseRequest { LeaseId = lease.LeaseId, Outcome = TurnOutcome.Succeeded, Owns = { owned } });
        return lease.AccountId;
    }

    private static async Task<SelectReply> ContinueAsync(RouterProcess router, ContinuityKey key) =>
        await router.SelectAsync(r => r.Continuity.Add(key));
}
