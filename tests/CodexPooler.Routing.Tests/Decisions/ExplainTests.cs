using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using Shouldly;

namespace CodexPooler.Routing.Tests.Decisions;

public sealed class ExplainTests
{
    [Fact]
    public void Explain_ServedTurn_NamesTheWinnerAndEveryLoser()
    {
        var rig = new RouterRig(d => d.Accounts(5).Account("tired"));
        rig.Quota("tired", 100);
        var request = rig.Request();
        var lease = rig.Select(request).Lease;

        var decision = rig.Core.Explain(new ExplainRequest { TurnId = request.TurnId }).Decisions.Single();

        decision.WinnerAccountId.ShouldBe(lease.AccountId);
        decision.PolicyVersion.ShouldBe("pool@7");
        decision.Candidates.Count.ShouldBe(6);
        decision.Candidates.Single(c => c.AccountId == "tired").Exclusion.ShouldBe(ExclusionReason.QuotaExhausted);
        decision.Candidates.Count(c => c.Exclusion == ExclusionReason.OutsideRing).ShouldBe(2);
        decision.Words.ShouldContain($"served by {lease.AccountId}, because it ranked first");
        decision.Words.ShouldContain("1 account: out of quota.");
    }

    [Fact]
    public void Explain_RefusedTurn_SaysWhatHelps()
    {
        var rig = new RouterRig(d => d.Accounts(1, a => a.Status = AccountStatus.ReauthRequired));
        var request = rig.Request();
        rig.Select(request);

        var decision = rig.Core.Explain(new ExplainRequest { TurnId = request.TurnId }).Decisions.Single();

        decision.Refusal.ShouldBe(RefusalCode.AllAccountsNeedAttention);
        decision.Words.ShouldContain("What helps: Resume the paused accounts");
        decision.Words.ShouldContain("1 account: needs someone to sign in again.");
    }

    [Fact]
    public void Explain_TurnOfTwoAttempts_TellsBoth()
    {
        var rig = new RouterRig();
        var request = rig.Request();
        var lease = rig.Select(request).Lease;
        var second = request.Clone();
        second.Attempt = 2;
        second.EarlierAttempts.Add(Told.Earlier(lease, Told.Status(502)));
        rig.Select(second);

        var decisions = rig.Core.Explain(new ExplainRequest { TurnId = request.TurnId }).Decisions;

        decisions.Select(d => d.Attempt).ShouldBe([1, 2]);
        decisions[1].Words.ShouldContain("already failed in this turn");
    }

    [Fact]
    public void Explain_AfterTheRingCameRound_HasForgotten()
    {
        var rig = new RouterRig(options: o => (o.Decisions.Kept, o.Decisions.Rows) = (16, 1024));
        var first = rig.Request();
        rig.Select(first);
        for (var i = 0; i < 16; i++)
            rig.Select();

        rig.Core.Explain(new ExplainRequest { TurnId = first.TurnId }).Decisions.ShouldBeEmpty();
    }

    [Fact]
    public void Replay_FillFirstAgainstRoundRobin_ShowsTheLostFairness()
    {
        var rig = new RouterRig(d => d.Accounts(4).Strategy(RoutingStrategy.RoundRobin));
        for (var i = 0; i < 40; i++)
            rig.Succeed(rig.Leased());

        var reply = rig.Core.Replay(new ReplayRequest
        {
            PoolId = RouterRig.Pool,
            Policy = new RoutingPolicy { Strategy = Strategy.FillFirst, SessionStickiness = true },
        });

        reply.Decisions.ShouldBe(40);
        reply.DifferentAccount.ShouldBe(30);
        reply.Recorded.Fairness.ShouldBe(1, 0.001);
        reply.Replayed.Fairness.ShouldBe(0.25, 0.001);
        reply.Words.ShouldStartWith("40 decisions, 30 to another account.");
    }

    [Fact]
    public void Replay_WithoutStickiness_ShowsTheLostCache()
    {
        var rig = new RouterRig(d => d.Accounts(4));
        for (var turn = 0; turn < 80; turn++)
        {
            var session = Told.Anchor(PinKind.Session, ((ulong)turn % 7) + 1);
            rig.Succeed(rig.Leased(r => r.Continuity.Add(session)), cached: 30_000);
        }

        var reply = rig.Core.Replay(new ReplayRequest
        {
            PoolId = RouterRig.Pool,
            Policy = new RoutingPolicy { Strategy = Strategy.RoundRobin },
        });

        reply.Recorded.CachedTokenShare.ShouldBe(1, 0.001);
        reply.Replayed.CachedTokenShare.ShouldBeLessThan(0.6);
    }
}
