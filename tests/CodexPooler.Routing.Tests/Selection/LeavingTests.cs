using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using Shouldly;

namespace CodexPooler.Routing.Tests.Selection;

/// <summary>
/// Turns that hold their whole conversation: they stay while they can, and learn what to leave out when they cannot.
/// </summary>
public sealed class LeavingTests
{
    private static readonly ContinuityKey Session = Told.Anchor(PinKind.Session, 7);
    private static readonly ContinuityKey Older = Told.Anchor(PinKind.EncryptedContent, 8);
    private static readonly ContinuityKey Newer = Told.Anchor(PinKind.EncryptedContent, 9);
    private static readonly ContinuityKey State = Told.Anchor(PinKind.TurnState, 10);

    [Fact]
    public void Select_AccountServes_StaysThoughItMayLeave()
    {
        var rig = new RouterRig(d => d.Accounts(5));
        var home = rig.Leased();
        rig.Succeed(home, 0, Older, State);

        var next = rig.Leased(Whole(Older, State));

        next.AccountId.ShouldBe(home.AccountId);
        next.ForeignContinuity.ShouldBeEmpty();
    }

    [Fact]
    public void Select_AccountCannotServe_LeavesAndTellsWhatIsForeign()
    {
        var rig = new RouterRig(d => d.Accounts(2));
        var home = rig.Leased();
        rig.Succeed(home, 0, Older, State);
        rig.Quota(home.AccountId, 100);

        var next = rig.Leased(Whole(Session, Older, State, Newer));

        next.AccountId.ShouldNotBe(home.AccountId);
        next.ForeignContinuity.ShouldBe([1, 2]);
    }

    [Fact]
    public void Select_ItemsOfTwoAccounts_GoesHomeAndTellsTheOthersItems()
    {
        var rig = new RouterRig(d => d.Accounts(2).Strategy(RoutingStrategy.RoundRobin));
        var first = rig.Leased();
        rig.Succeed(first, 0, Older);
        var second = rig.Leased(r => r.Continuity.Add(Session));
        rig.Succeed(second, 0, Newer);
        second.AccountId.ShouldNotBe(first.AccountId);

        var next = rig.Leased(Whole(Older, Newer, Session));

        next.AccountId.ShouldBe(second.AccountId);
        next.ForeignContinuity.ShouldBe([0]);
    }

    [Fact]
    public void Select_AccountFailedInThisTurn_LeavesIt()
    {
        var rig = new RouterRig(d => d.Accounts(2));
        rig.Succeed(rig.Leased(), 0, Older);
        var request = rig.Request(Whole(Older));
        var home = rig.Select(request).Lease;
        request.Attempt = 2;
        request.EarlierAttempts.Add(
            new EarlierAttempt { Attempt = 1, AccountId = home.AccountId, Fault = Told.Status(503) });

        var next = rig.Select(request).Lease;

        next.AccountId.ShouldNotBe(home.AccountId);
        next.ForeignContinuity.ShouldBe([0]);
    }

    [Fact]
    public void Close_RefusedWithARenewedToken_IsTheSecondRefusal()
    {
        var rig = new RouterRig();
        var fault = Told.Status(401);
        fault.Renewed = true;

        rig.Fail(rig.Leased(), fault).Verdict.Rule.ShouldBe("unauthorized_again");
    }

    private static Action<SelectRequest> Whole(params ContinuityKey[] keys) => request =>
    {
        request.MayLeave = true;
        request.Continuity.Add(keys);
    };
}
