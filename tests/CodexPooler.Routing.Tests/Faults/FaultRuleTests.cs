using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Faults;
using CodexPooler.Routing.Tests.TestData;
using Shouldly;

namespace CodexPooler.Routing.Tests.Faults;

/// <summary>Every row of the taxonomy, from the signal to the selection after it.</summary>
public sealed class FaultRuleTests
{
    public static TheoryData<string> Rules => [.. FaultRules.All.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Fault_OfEveryRow_DecidesTheNextAttempt(string name)
    {
        var rule = FaultRules.All.Single(r => r.Name == name);
        var rig = new RouterRig(d => d.Accounts(2));
        var request = rig.Request();
        var first = rig.Select(request).Lease;
        Again(request, first, FaultSamples.ByRule[name]);
        if (rule.OnlyAfter.Length > 0)
        {
            first = rig.Select(request).Lease;
            Again(request, first, FaultSamples.ByRule[name]);
        }

        var reply = rig.Select(request);

        reply.EarlierVerdicts[^1].Rule.ShouldBe(name);
        switch (rule.Retry)
        {
            case RetryAdvice.Elsewhere:
                reply.Lease.AccountId.ShouldNotBe(first.AccountId);
                break;
            case RetryAdvice.Never:
                reply.Refusal.Code.ShouldBe(RefusalCode.NotRetryable);
                break;
            default:
                reply.Lease.AccountId.ShouldBe(first.AccountId);
                break;
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Fault_OfEveryRow_CoolsWhatItsScopeSaysAndNothingElse(string name)
    {
        var rule = FaultRules.All.Single(r => r.Name == name);
        var rig = new RouterRig(d => d.Accounts(1));
        Judge(rig, rule);

        var cools = rule.Cooldown != CooldownKind.None;
        Serves(rig, RouterRig.Model, RouteClass.Responses).ShouldBe(!cools);
        Serves(rig, RouterRig.Model, RouteClass.ResponsesSocket)
            .ShouldBe(!cools || rule.Scope == FaultScope.Route);
        Serves(rig, "other-model", RouteClass.Responses)
            .ShouldBe(!cools || rule.Scope is FaultScope.Route or FaultScope.Model);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Fault_OfEveryRow_DemotesOnlyWhenItCounts(string name)
    {
        var rule = FaultRules.All.Single(r => r.Name == name);
        var rig = new RouterRig(d => d.Accounts(1));
        Judge(rig, rule);

        rig.Live(DirectoryBuilder.Name(0)).Circuits.Count.ShouldBe(rule.CountsAgainstHealth ? 1 : 0);
    }

    [Fact]
    public void Fault_AfterTheFirstVisibleByte_IsNeverRepeated()
    {
        foreach (var signal in FaultSamples.ByRule.Values.Select(s => s.Clone()))
        {
            signal.Visible = true;
            var rig = new RouterRig(d => d.Accounts(2));
            var request = rig.Request();
            Again(request, rig.Select(request).Lease, signal);

            rig.Select(request).Refusal.Code.ShouldBe(RefusalCode.NotRetryable);
        }
    }

    [Fact]
    public void Fault_OfACompaction_IsNeverRepeated()
    {
        var rig = new RouterRig(d => d.Accounts(2));
        var request = rig.Request(r => r.RouteClass = RouteClass.Compact);
        Again(request, rig.Select(request).Lease, Told.Status(502));

        rig.Select(request).Refusal.Code.ShouldBe(RefusalCode.NotRetryable);
    }

    [Fact]
    public void Fault_ClosedBeforeItIsNamedAsAnEarlierAttempt_IsJudgedOnce()
    {
        var rig = new RouterRig(d => d.Accounts(1));
        var request = rig.Request();
        for (var i = 0; i < 2; i++)
        {
            var lease = rig.Select(request).Lease;
            rig.Fail(lease, Told.Status(401));
            Again(request, lease, Told.Status(401));
        }

        var reply = rig.Select(request);

        reply.EarlierVerdicts.Select(v => v.Rule).ShouldBe(["unauthorized", "unauthorized_again"]);
        rig.Live(DirectoryBuilder.Name(0)).Marks.Single().Rule.ShouldBe("unauthorized_again");
    }

    [Fact]
    public void Fault_ThatAsksForTheSameAccount_GetsItUnderAnyStrategy()
    {
        var rig = new RouterRig(d => d.Accounts(4).Strategy(Contracts.Directory.V1.RoutingStrategy.RoundRobin));
        var request = rig.Request();
        var first = rig.Select(request).Lease;
        Again(request, first, Told.Status(401));

        var second = rig.Select(request).Lease;

        second.AccountId.ShouldBe(first.AccountId);
        second.Because.ShouldBe(ChosenBecause.SameAccountRetry);
    }

    [Fact]
    public void Samples_CoverTheWholeTable() =>
        FaultSamples.ByRule.Keys.ShouldBe(FaultRules.All.Select(r => r.Name), ignoreOrder: true);

    private static void Judge(RouterRig rig, FaultRule rule)
    {
        var request = rig.Request();
        for (var i = 0; i < (rule.OnlyAfter.Length > 0 ? 2 : 1); i++)
            Again(request, rig.Select(request).Lease, FaultSamples.ByRule[rule.Name]);
        rig.Select(request);
        foreach (var lease in rig.Core.Snapshot().Where(f => f.Lease is { ClosedAtMs: 0 }))
            rig.Core.Close(new CloseRequest { LeaseId = CodexPooler.Routing.Leases.LeaseId.Of(lease.Lease).ToString() });
    }

    private static void Again(SelectRequest request, Lease lease, FaultSignal fault)
    {
        request.EarlierAttempts.Add(Told.Earlier(lease, fault, request.Attempt));
        request.Attempt++;
    }

    private static bool Serves(RouterRig rig, string model, RouteClass route) =>
        rig.Select(r => (r.Model, r.RouteClass) = (model, route)).Lease is not null;
}
