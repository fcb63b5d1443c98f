using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Faults;
using CodexPooler.Routing.Leases;
using CodexPooler.Routing.State;
using CodexPooler.Routing.Tests.TestData;
using CodexPooler.Testing.Time;
using Shouldly;

namespace CodexPooler.Routing.Tests.Turns;

/// <summary>
/// Every row of docs/fault-taxonomy.md from the wire on: the simulator does it, the edge reports it, the router judges it, and
/// the next attempt, the next turn and the account's health are what the row says.
/// </summary>
public sealed class FaultsOnTheWireTests
{
    public const string First = "acct-plus";
    public const string Second = "acct-pro";

    private static readonly FaultCase[] Cases = [.. HttpFaultCases.All, .. SocketFaultCases.All];

    public static IEnumerable<object[]> Rows => Cases.Select((fault, index) => new object[] { index, fault.Rule });

    [Fact]
    public void Cases_CoverTheWholeTable() =>
        Cases.Select(c => c.Rule).Distinct().ShouldBe(FaultRules.All.Select(r => r.Name), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Fault_OfEveryRow_DecidesWhoIsSelectedNext(int index, string name)
    {
        var rule = FaultRules.All.Single(r => r.Name == name);
        var fault = Cases[index];
        var directory = new DirectoryBuilder().Strategy(RoutingStrategy.FillFirst).Account(First).Account(Second);
        await using var rig = await TurnRig.StartAsync(directory, fault.Settings);
        await fault.Arrange(rig);
        if (fault.Effect is { } effect)
            await rig.ControlAsync("faults", new { account = First, route = fault.Route, times = fault.Times, effect });

        await fault.Turn(rig);

        await Eventually.TrueAsync(() => rig.Core.OpenLeases == 0 && !rig.Notes.Closes.IsEmpty, "the turn is over");
        rig.Notes.Verdicts.Last().ShouldBe(name);
        Attempts(rig).ShouldBe(Expected(rule, fault));
        NextTurns(rig, rule, fault);
    }

    // Who was leased for the one turn, attempt by attempt.
    private static IEnumerable<string> Attempts(TurnRig rig) =>
        rig.Notes.Selects.Select(s => s.Reply.Lease?.AccountId).OfType<string>();

    private static List<string> Expected(FaultRule rule, FaultCase fault)
    {
        List<string> attempts = fault.TriedTwice ? [First, First] : [First];
        if (rule.Retry != RetryAdvice.Never)
            attempts.Add(rule.Retry == RetryAdvice.Elsewhere ? Second : First);
        return attempts;
    }

    // A turn of the same kind, one on another route, one with another model: the fault's scope is where the account is left out.
    private static void NextTurns(TurnRig rig, FaultRule rule, FaultCase fault)
    {
        var (route, other) = fault.OverSocket
            ? (RouteClass.ResponsesSocket, RouteClass.Responses)
            : (RouteClass.Responses, RouteClass.ResponsesSocket);
        var cools = rule.Cooldown != CooldownKind.None;
        Next(rig, TurnRig.Model, route).ShouldBe(cools || rule.CountsAgainstHealth ? Second : First);
        IsCooled(rig, TurnRig.Model, route).ShouldBe(cools);
        IsCooled(rig, TurnRig.Model, other).ShouldBe(cools && rule.Scope != FaultScope.Route);
        IsCooled(rig, TurnRig.OtherModel, route)
            .ShouldBe(cools && rule.Scope is FaultScope.Account or FaultScope.Window);
        rig.Core.Live(RouterRig.Pool).Accounts.Single(a => a.AccountId == First).Circuits
            .Count(c => c.Failures > 0).ShouldBe(rule.CountsAgainstHealth ? 1 : 0);
    }

    private static string Next(TurnRig rig, string model, RouteClass route) =>
        Select(rig, model, route, []).Lease.ShouldNotBeNull().AccountId;

    private static bool IsCooled(TurnRig rig, string model, RouteClass route) =>
        Select(rig, model, route, [Second]).Lease is null;

    private static SelectReply Select(TurnRig rig, string model, RouteClass route, string[] failed)
    {
        var id = new LeaseId(new TurnId(7, (ulong)Random.Shared.NextInt64()), failed.Length + 1);
        var request = new SelectRequest
        {
            TurnId = id.Turn.ToString(),
            Attempt = id.Attempt,
            PoolId = RouterRig.Pool,
            KeyId = RouterRig.Key,
            Model = model,
            RouteClass = route,
        };
        request.EarlierAttempts.AddRange(failed.Select(account => new EarlierAttempt
        {
            Attempt = 1,
            AccountId = account,
            Fault = new FaultSignal { Kind = FaultKind.StreamError },
        }));
        return rig.Core.Select(request, id);
    }
}
