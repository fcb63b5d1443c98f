using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using Shouldly;

namespace CodexPooler.Routing.Tests.Selection;

public sealed class ContinuityTests
{
    private static readonly ContinuityKey Session = Told.Anchor(PinKind.Session, 7);
    private static readonly ContinuityKey Response = Told.Anchor(PinKind.PreviousResponse, 8);
    private static readonly ContinuityKey File = Told.Anchor(PinKind.File, 9);

    [Theory]
    [InlineData(PinKind.PreviousResponse)]
    [InlineData(PinKind.File)]
    [InlineData(PinKind.TurnState)]
    [InlineData(PinKind.LiveSocket)]
    [InlineData(PinKind.EncryptedContent)]
    public void Select_HardPin_GoesToItsAccountOrNowhere(PinKind kind)
    {
        var rig = new RouterRig(d => d.Accounts(9));
        var anchor = Told.Anchor(kind, 42);
        var first = rig.Leased();
        rig.Succeed(first, 0, anchor);

        for (var i = 0; i < 20; i++)
            rig.Leased(r => r.Continuity.Add(anchor)).AccountId.ShouldBe(first.AccountId);
        rig.Account(first.AccountId).Status = Contracts.Directory.V1.AccountStatus.ReauthRequired;
        rig.Core.Adopt(rig.Directory.Build());

        var refusal = rig.Refused(r => r.Continuity.Add(anchor));
        refusal.Code.ShouldBe(RefusalCode.PinnedUnavailable);
        refusal.Recovery.ShouldBe(kind == PinKind.File ? Recovery.ChangeRequest : Recovery.ResendFull);
    }

    [Fact]
    public void Select_FileOfAnotherAccountThanTheConversation_IsAConflict()
    {
        var rig = new RouterRig(d => d.Accounts(2).Strategy(Contracts.Directory.V1.RoutingStrategy.RoundRobin));
        rig.Succeed(rig.Leased(), 0, Response);
        rig.Succeed(rig.Leased(), 0, File);

        rig.Refused(r => r.Continuity.Add([Response, File])).Code.ShouldBe(RefusalCode.PinConflict);
    }

    [Fact]
    public void Select_AnchorNobodyRemembers_AsksForAFullResend() =>
        new RouterRig().Refused(r => r.Continuity.Add(Response)).Recovery.ShouldBe(Recovery.ResendFull);

    [Fact]
    public void Select_Session_StaysOnItsAccountWhileOthersAreIdle()
    {
        var rig = new RouterRig(d => d.Accounts(9));
        var first = rig.Leased(r => r.Continuity.Add(Session));
        rig.Succeed(first, cached: 50_000);

        for (var i = 0; i < 10; i++)
        {
            var next = rig.Leased(r => r.Continuity.Add(Session));
            next.AccountId.ShouldBe(first.AccountId);
            next.Because.ShouldBe(ChosenBecause.Session);
        }
    }

    [Theory]
    [InlineData(0, 75, true)]
    [InlineData(0, 50, false)]
    [InlineData(100_000, 95, false)]
    public void Select_SessionWhoseAccountRunsLow_MovesOnlyWhenTheGainIsWorthTheCache(long cached, double used, bool moves)
    {
        var rig = new RouterRig(d => d.Accounts(2));
        rig.Quota("account-000", 0);
        rig.Quota("account-001", 0);
        var first = rig.Leased(r => r.Continuity.Add(Session));
        rig.Succeed(first, cached);

        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Quota(first.AccountId, used);
        var next = rig.Leased(r => r.Continuity.Add(Session));

        (next.AccountId != first.AccountId).ShouldBe(moves);
        next.MovedFromAccountId.ShouldBe(moves ? first.AccountId : "");
    }

    [Fact]
    public void Select_SessionWhoseAccountIsExhausted_LeavesForGood()
    {
        var rig = new RouterRig(d => d.Accounts(2));
        var first = rig.Leased(r => r.Continuity.Add(Session));
        rig.Succeed(first, cached: 100_000);
        rig.Quota(first.AccountId, 100, resetsInMs: 60_000);

        var next = rig.Leased(r => r.Continuity.Add(Session));
        next.MovedFromAccountId.ShouldBe(first.AccountId);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Succeed(next, cached: 80_000);
        rig.Time.Advance(TimeSpan.FromMinutes(5));

        rig.Leased(r => r.Continuity.Add(Session)).AccountId.ShouldBe(next.AccountId);
    }

    [Fact]
    public void Select_SessionWhoseAccountHiccups_ComesBackHome()
    {
        var rig = new RouterRig(d => d.Accounts(2));
        var home = rig.Leased(r => r.Continuity.Add(Session));
        rig.Succeed(home, cached: 50_000);
        rig.Fail(rig.Leased(r => r.Continuity.Add(Session)), Told.Status(503, "server_is_overloaded"));

        var detour = rig.Leased(r => r.Continuity.Add(Session));
        detour.AccountId.ShouldNotBe(home.AccountId);
        rig.Time.Advance(TimeSpan.FromSeconds(5));
        rig.Succeed(detour, cached: 10_000);

        rig.Leased(r => r.Continuity.Add(Session)).AccountId.ShouldBe(home.AccountId);
    }

    [Fact]
    public void Select_SessionAtHome_OutranksPriority()
    {
        var rig = new RouterRig(d => d.Account("late", a => a.Priority = 5).Account("first", a => a.Priority = 1));
        rig.Quota("first", 100, resetsInMs: 1000);
        rig.Quota("late", 10);
        var home = rig.Leased(r => r.Continuity.Add(Session));
        home.AccountId.ShouldBe("late");
        rig.Succeed(home, cached: 50_000);
        rig.Time.Advance(TimeSpan.FromSeconds(2));
        rig.Quota("first", 10);

        var request = rig.Request(r => r.Continuity.Add(Session));
        rig.Select(request).Lease.AccountId.ShouldBe("late");
        rig.Leased().AccountId.ShouldBe("first");
        var why = rig.Core.Explain(new ExplainRequest { TurnId = request.TurnId }).Decisions.Single();
        why.Candidates.ShouldAllBe(c => c.Exclusion == ExclusionReason.None);
    }

    [Fact]
    public void Select_SessionThatWouldGainByALowerTier_LeavesHomeForTheHighestOnly()
    {
        var rig = new RouterRig(
            d => d.Account("home", a => a.Priority = 5).Account("empty", a => a.Priority = 5).Account("first"));
        rig.Quota("first", 100, resetsInMs: 1000);
        rig.Quota("empty", 100, resetsInMs: 1000);
        rig.Quota("home", 10);
        rig.Succeed(rig.Leased(r => r.Continuity.Add(Session)));
        rig.Time.Advance(TimeSpan.FromSeconds(2));
        rig.Quota("first", 60);
        rig.Quota("empty", 0);
        rig.Quota("home", 90);

        rig.Leased(r => r.Continuity.Add(Session)).AccountId.ShouldBe("home");
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Quota("first", 0);
        rig.Leased(r => r.Continuity.Add(Session)).AccountId.ShouldBe("first");
    }

    [Fact]
    public void Select_SessionAndPromptCacheOfTwoAccounts_GoesWhereTheSessionLives()
    {
        var rig = new RouterRig(d => d.Accounts(2).Strategy(Contracts.Directory.V1.RoutingStrategy.RoundRobin));
        var cache = Told.Anchor(PinKind.PromptCache, 11);
        rig.Succeed(rig.Leased(r => r.Continuity.Add(cache)), cached: 50_000);
        var session = rig.Leased(r => r.Continuity.Add(Session));
        rig.Succeed(session, cached: 50_000);

        foreach (var keys in new[] { new[] { cache, Session }, [Session, cache] })
            rig.Leased(r => r.Continuity.Add(keys)).AccountId.ShouldBe(session.AccountId);
    }

    [Fact]
    public void Select_SamePromptCacheKey_GoesToOneAccount()
    {
        var rig = new RouterRig(d => d.Accounts(9));

        Enumerable.Range(0, 30).Select(_ => rig.Leased(r => r.PromptCacheSeed = 99).AccountId).Distinct().Count().ShouldBe(1);
        Enumerable.Range(1, 60).Select(i => rig.Leased(r => r.PromptCacheSeed = (ulong)i).AccountId)
            .Distinct().Count().ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Select_PinPastItsLifetime_IsForgotten()
    {
        var rig = new RouterRig(d => d.Accounts(3));
        rig.Succeed(rig.Leased(), 0, Response);

        rig.Time.Advance(TimeSpan.FromHours(25));

        rig.Core.Live("").Pins.ShouldBe(0);
        rig.Refused(r => r.Continuity.Add(Response)).Code.ShouldBe(RefusalCode.PinnedUnavailable);
    }
}
