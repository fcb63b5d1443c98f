using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using Shouldly;

namespace CodexPooler.Routing.Tests.Faults;

public sealed class CooldownTests
{
    private static readonly string Only = DirectoryBuilder.Name(0);

    [Fact]
    public void UsageLimit_WithAReset_HoldsExactlyUntilThen()
    {
        var rig = One();
        rig.Fail(rig.Leased(), Told.Status(429, "usage_limit_reached", rig.Now + 90_000));

        rig.Refused().ResetsAtMs.ShouldBe(rig.Now + 90_000);
        rig.Time.Advance(TimeSpan.FromSeconds(89));
        rig.Refused();
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Leased();
    }

    [Fact]
    public void UsageLimit_WithoutAReset_NamesNoneToTheClient()
    {
        var rig = One();
        rig.Fail(rig.Leased(), Told.Status(429, "usage_limit_reached"));

        var refusal = rig.Refused();
        refusal.Code.ShouldBe(RefusalCode.UsageLimitReached);
        refusal.ResetsAtMs.ShouldBe(0);
    }

    [Fact]
    public void RetryAfter_IsHonouredWithJitterOnTop()
    {
        var rig = One();
        var verdict = rig.Fail(rig.Leased(), Told.Status(429, retryAfter: "40")).Verdict;

        (verdict.CooldownUntilMs - rig.Now).ShouldBeInRange(40_000, 42_000);
    }

    [Fact]
    public void Overload_AgainAndAgain_WaitsTwiceAsLongEachTime()
    {
        var rig = One();
        var waits = new List<double>();
        for (var i = 0; i < 5; i++)
        {
            var verdict = rig.Fail(rig.Leased(), Told.Status(503, "server_is_overloaded")).Verdict;
            waits.Add((verdict.CooldownUntilMs - rig.Now) / 1000.0);
            rig.Time.Advance(TimeSpan.FromMilliseconds(verdict.CooldownUntilMs - rig.Now));
        }

        for (var i = 0; i < waits.Count; i++)
            waits[i].ShouldBeInRange(Math.Pow(2, i), Math.Pow(2, i) * 1.25);
    }

    [Fact]
    public void Overload_OfManyTurnsInOneWindow_RaisesTheLevelOnce()
    {
        var rig = One();
        var leases = Enumerable.Range(0, 5).Select(_ => rig.Leased()).ToList();

        var untils = leases.Select(l => rig.Fail(l, Told.Status(503, "server_is_overloaded")).Verdict.CooldownUntilMs).ToList();

        untils.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void Unauthorized_EndsWithANewerCredential()
    {
        var rig = One();
        rig.Fail(rig.Leased(), Told.Status(401, "token_invalidated"));
        rig.Refused();

        rig.Core.State([new Fact { Credential = new CredentialFact { AccountId = Only, Generation = 2, Usable = true } }]);

        rig.Leased().AccountId.ShouldBe(Only);
    }

    [Fact]
    public void Unauthorized_OfALeaseWithTheOldCredential_DoesNotTouchTheNew()
    {
        var rig = One();
        var late = rig.Leased();
        rig.Core.State([new Fact { Credential = new CredentialFact { AccountId = Only, Generation = 2, Usable = true } }]);
        rig.Fail(late, Told.Status(401, "token_invalidated"));

        var next = rig.Leased();
        next.CredentialGeneration.ShouldBe(2);
        rig.Fail(next, Told.Status(401, "token_invalidated"));
        rig.Refused();
    }

    [Fact]
    public void Hear_MarkOfAnOlderCredential_TouchesNothing()
    {
        var rig = One();
        rig.Core.State([new Fact { Credential = new CredentialFact { AccountId = Only, Generation = 3, Usable = true } }]);

        rig.Core.Hear([new Fact
        {
            Mark = new MarkFact
            {
                AccountId = Only,
                Scope = FaultScope.Account,
                UntilMs = rig.Now + 60_000,
                ObservedAtMs = rig.Now,
                Rule = "credential_revoked",
                Generation = 2,
            },
        }]);

        rig.Leased().AccountId.ShouldBe(Only);
    }

    private static RouterRig One() => new(d => d.Accounts(1));
}
