using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Faults;
using CodexPooler.Routing.Tests.TestData;
using Shouldly;

namespace CodexPooler.Routing.Tests.Faults;

/// <summary>A reset the upstream names beats every other wait.</summary>
public sealed class NamedResetTests
{
    public static TheoryData<string> Cooling =>
        [.. FaultRules.All.Where(r => r.Cooldown != CooldownKind.None && r.OnlyAfter.Length == 0).Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Cooling))]
    public void Fault_WithAReset_CoolsUntilThenWhateverItsRow(string name)
    {
        var rig = One();
        var signal = FaultSamples.ByRule[name].Clone();
        (signal.ResetsAtMs, signal.RetryAfter) = (rig.Now + 777_000, signal.RetryAfter.Length > 0 ? "3" : "");

        var verdict = rig.Fail(rig.Leased(), signal).Verdict;

        (verdict.Rule, verdict.CooldownUntilMs - rig.Now).ShouldBe((name, 777_000));
        rig.Time.Advance(TimeSpan.FromSeconds(776));
        rig.Refused();
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Leased();
    }

    [Fact]
    public void Fault_WithAResetLongPast_CoolsAsIfItNamedNone()
    {
        var rig = One();

        var verdict = rig.Fail(rig.Leased(), Told.Status(429, "usage_limit_reached", rig.Now - 1000)).Verdict;

        (verdict.CooldownUntilMs - rig.Now).ShouldBe(300_000);
        rig.Refused().ResetsAtMs.ShouldBe(0);
    }

    [Fact]
    public void UsageLimit_ToldAgainWithoutItsReset_KeepsTheResetThatWasNamed()
    {
        var rig = One();
        var (first, late) = (rig.Leased(), rig.Leased());
        rig.Fail(first, Told.Status(429, "usage_limit_reached", rig.Now + 7_200_000));
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        rig.Fail(late, Told.Status(429, "usage_limit_reached"));

        rig.Time.Advance(TimeSpan.FromMinutes(10));

        rig.Refused().ResetsAtMs.ShouldBe(rig.Now + 7_200_000 - 601_000);
    }

    [Fact]
    public void Overload_AfterANamedReset_StartsDoublingAnew()
    {
        var rig = One();
        rig.Fail(rig.Leased(), Told.Status(429, "rate_limit_exceeded", rig.Now + 3_600_000));
        rig.Time.Advance(TimeSpan.FromHours(1));

        Overload(rig).ShouldBeInRange(1000, 1250);
    }

    [Fact]
    public void Overload_AfterAnOperatorCleared_StartsDoublingAnew()
    {
        var rig = One();
        for (var i = 0; i < 6; i++)
            rig.Time.Advance(TimeSpan.FromMilliseconds(Overload(rig)));
        Overload(rig).ShouldBeGreaterThan(60_000);
        rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        rig.Core.Clear(new ClearMarkRequest { AccountId = DirectoryBuilder.Name(0) });
        rig.Time.Advance(TimeSpan.FromMilliseconds(1));

        Overload(rig).ShouldBeInRange(1000, 1250);
    }

    [Fact]
    public void Overload_WithoutEnd_WaitsHalfAnHourAtMost()
    {
        var rig = One();
        var wait = 0L;
        for (var i = 0; i < 20; i++)
        {
            wait = Overload(rig);
            rig.Time.Advance(TimeSpan.FromMilliseconds(wait));
        }

        wait.ShouldBeInRange(1_800_000, 1_802_000);
    }

    private static long Overload(RouterRig rig) =>
        rig.Fail(rig.Leased(), Told.Status(503, "server_is_overloaded")).Verdict.CooldownUntilMs - rig.Now;

    private static RouterRig One() => new(d => d.Accounts(1));
}
