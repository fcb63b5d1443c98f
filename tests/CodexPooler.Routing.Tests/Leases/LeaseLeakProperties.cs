using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using Shouldly;

namespace CodexPooler.Routing.Tests.Leases;

public sealed class LeaseLeakProperties
{
    // The long form (CODEX_POOLER_LONG=1) runs the million operations the promise is made for.
    private static readonly int Operations =
        Environment.GetEnvironmentVariable("CODEX_POOLER_LONG") == "1" ? 1_000_000 : 50_000;

    [Fact]
    public void Leases_AfterRandomAbortsOnTwoReplicas_LeaveNothingBehind()
    {
        var chaos = new LeaseChaos(20260101);
        chaos.Run(Operations);

        foreach (var rig in new[] { chaos.One, chaos.Other })
        {
            // Whoever forgot to close: the lease ends by itself. Open circuits are due for their probes by then, too.
            rig.Time.Advance(TimeSpan.FromMinutes(15));
            rig.Core.Live(RouterRig.Pool).Accounts.ShouldAllBe(a => a.InFlight == 0);
            rig.Core.OpenLeases.ShouldBe(0);
            rig.Core.Snapshot().ShouldNotContain(f => f.KindCase == Fact.KindOneofCase.Lease);
            ProbesAreFree(rig);
            ReservationsAreFree(rig);
            PlacesAreFree(rig);
        }
    }

    // No circuit waits for a probe that nobody will come back from.
    private static void ProbesAreFree(RouterRig rig)
    {
        var served = new List<Lease>();
        while (rig.Select().Lease is { } lease && served.Count < 200)
            served.Add(lease);
        served.Select(l => l.AccountId).Distinct().Count().ShouldBe(LeaseChaos.Accounts);
        served.ForEach(l => rig.Core.Close(new CloseRequest { LeaseId = l.LeaseId, Outcome = TurnOutcome.Neutral }));
    }

    // Nothing was used, so the whole of the day's tokens must be there for one turn.
    private static void ReservationsAreFree(RouterRig rig)
    {
        var whole = rig.Leased(r => (r.EstimatedInputTokens, r.Model) = (LeaseChaos.Tokens, "gpt-5-mini"));
        rig.Refused(r => (r.EstimatedInputTokens, r.Model) = (1, "gpt-5-mini")).Limit.Used.ShouldBe(LeaseChaos.Tokens);
        rig.Core.Close(new CloseRequest { LeaseId = whole.LeaseId, Outcome = TurnOutcome.Neutral });
    }

    private static void PlacesAreFree(RouterRig rig)
    {
        for (var i = 0; i < LeaseChaos.Accounts * LeaseChaos.Places; i++)
            rig.Leased(r => r.Model = "gpt-5-mini");
        rig.Refused(r => r.Model = "gpt-5-mini").Code.ShouldBe(RefusalCode.LocalOverload);
    }
}
