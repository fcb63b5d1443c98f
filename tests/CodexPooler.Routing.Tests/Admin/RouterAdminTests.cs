using System.Text.Json;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using Grpc.Core;
using Shouldly;

namespace CodexPooler.Routing.Tests.Admin;

/// <summary>Operators' calls to the program itself: who may, what is noted, what is found.</summary>
public sealed class RouterAdminTests : IAsyncLifetime
{
    private static readonly string First = DirectoryBuilder.Name(0);

    private AccountsServer _accounts = null!;
    private RouterProcess _router = null!;

    public async Task InitializeAsync()
    {
        var directory = new DirectoryBuilder().Accounts(2).Account("third", a => a.Label = "Marie's").Key("laptop");
        _accounts = await AccountsServer.StartAsync(directory.Build());
        _router = await RouterProcess.StartAsync("one", _accounts.Address);
    }

    public async Task DisposeAsync()
    {
        await _router.DisposeAsync();
        await _accounts.DisposeAsync();
    }

    [Fact]
    public async Task Change_ByAnAdminOfThePool_IsNotedWithTheActorAndMade()
    {
        var drain = new DrainRequest { AccountId = "marie", Draining = true, Reason = "holiday", By = "somebody else" };
        var reply = await _router.Admin.DrainAsync(drain, OperatorBook.As(OperatorBook.Admin));

        (reply.AccountId, reply.Label, reply.Draining, reply.Spread.Alone).ShouldBe(("third", "Marie's", true, true));
        var note = _accounts.Operators.Notes.ShouldHaveSingleItem();
        (note.Actor, note.Action, note.Target).ShouldBe(("ada", "router.drain", "account:third"));
        note.Details.ShouldContain("holiday");
        var live = await _router.Admin.LiveStateAsync(new LiveStateRequest(), OperatorBook.As(OperatorBook.Viewer));
        live.Accounts.Single(a => a.AccountId == "third").Why.ShouldBe("being drained");

        // To ask how far it is changes nothing and is not noted.
        await _router.Admin.DrainAsync(new DrainRequest { AccountId = "third" }, OperatorBook.As(OperatorBook.Viewer));
        _accounts.Operators.Notes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Change_WithoutTheRight_IsRefusedAndNotNoted()
    {
        var drain = new DrainRequest { AccountId = First, Draining = true };
        (await RefusedAsync(_router.Admin.DrainAsync(drain, OperatorBook.As(OperatorBook.Viewer))))
            .ShouldBe(StatusCode.PermissionDenied);
        (await RefusedAsync(_router.Admin.DrainAsync(drain, OperatorBook.As(OperatorBook.Stranger))))
            .ShouldBe(StatusCode.NotFound);
        (await RefusedAsync(_router.Admin.ClearMarkAsync(new() { AccountId = First }, OperatorBook.As("cxp-op-wrong"))))
            .ShouldBe(StatusCode.Unauthenticated);
        (await RefusedAsync(_router.Admin.LiveStateAsync(new(), OperatorBook.As("cxp-mcp-token"))))
            .ShouldBe(StatusCode.Unauthenticated);
        foreach (var grade in (KillSwitchGrade[])[KillSwitchGrade.ReadOnly, KillSwitchGrade.NewSessions, KillSwitchGrade.Model])
        {
            var set = new KillSwitchFact { Grade = grade, On = true, Subject = grade == KillSwitchGrade.Model ? "m" : "" };
            (await RefusedAsync(_router.Admin.KillSwitchAsync(new() { Set = set }, OperatorBook.As(OperatorBook.Admin))))
                .ShouldBe(StatusCode.PermissionDenied);
        }

        _accounts.Operators.Notes.ShouldBeEmpty();
        (await _router.LiveAsync()).KillSwitches.ShouldBeEmpty();
    }

    [Fact]
    public async Task Change_ThatCannotBeNoted_IsNotMade()
    {
        _accounts.Operators.IsTorn = true;
        var set = new KillSwitchFact { Grade = KillSwitchGrade.ReadOnly, On = true };

        (await RefusedAsync(_router.Admin.KillSwitchAsync(new() { Set = set }, OperatorBook.As(OperatorBook.Owner))))
            .ShouldBe(StatusCode.Unavailable);

        (await _router.SelectAsync()).Lease.ShouldNotBeNull();
    }

    [Fact]
    public async Task Caller_WithoutAnythingToShow_IsAskedForAToken()
    {
        await using var strict = await RouterProcess.StartUnheardAsync(
            "strict", _accounts.Address, "Routing:Access:Enforced=true");

        (await RefusedAsync(strict.Admin.LiveStateAsync(new()))).ShouldBe(StatusCode.Unauthenticated);
        var edge = new Metadata { { "dapr-caller-app-id", "edge" } };
        (await RefusedAsync(strict.Admin.LiveStateAsync(new(), edge))).ShouldBe(StatusCode.PermissionDenied);
        var console = new Metadata { { "dapr-caller-app-id", "console" } };
        await strict.Admin.LiveStateAsync(new() { By = "olga" }, console);
        await strict.Admin.LiveStateAsync(new(), OperatorBook.As(OperatorBook.Viewer));
    }

    [Fact]
    public async Task KillSwitch_OfAKeyByItsBeginning_StopsItAndStartsItAgain()
    {
        var owner = OperatorBook.As(OperatorBook.Owner);
        var set = new KillSwitchFact { Grade = KillSwitchGrade.Key, Subject = "lap", On = true, Reason = "lost" };

        var stopped = await _router.Admin.KillSwitchAsync(new() { Set = set }, owner);
        (stopped.Set.Subject, stopped.Set.By, stopped.Changed).ShouldBe(("laptop", "olga", true));
        (await _router.SelectAsync(r => r.KeyId = "laptop")).Refusal.Code.ShouldBe(RefusalCode.KillSwitch);
        set.On = false;
        (await _router.Admin.KillSwitchAsync(new() { Set = set }, owner)).Changed.ShouldBeTrue();
        (await _router.SelectAsync(r => r.KeyId = "laptop")).Lease.ShouldNotBeNull();
        (await _router.Admin.KillSwitchAsync(new() { Set = set }, owner)).Changed.ShouldBeFalse();
        var typo = new KillSwitchFact { Grade = KillSwitchGrade.Model, Subject = "gpt-typo", On = true };
        (await _router.Admin.KillSwitchAsync(new() { Set = typo }, owner)).SubjectKnown.ShouldBeFalse();
    }

    [Fact]
    public async Task Explain_TurnOnlyTheLedgerKnows_IsToldFromThere()
    {
        var turn = Guid.CreateVersion7();
        var made = new DecisionMade
        {
            TurnId = turn,
            Attempt = 1,
            At = DateTimeOffset.UtcNow,
            PoolId = RouterRig.Pool,
            PolicyVersion = "pool@7",
            Strategy = "BridgeRing",
            WinnerAccountId = "third",
            Because = "Session",
            Words = "served by Marie's",
            Candidates = [new() { AccountId = "third" }, new() { AccountId = First, Exclusion = "QuotaExhausted" }],
        };
        _accounts.Ledger.Decisions[turn.ToString()] = JsonSerializer.Serialize(made, JsonSerializerOptions.Web);

        var owner = OperatorBook.As(OperatorBook.Owner);
        var decision = (await _router.Admin.ExplainAsync(new() { TurnId = turn.ToString() }, owner)).Decisions
            .ShouldHaveSingleItem();

        (decision.Replica, decision.Because, decision.Strategy).ShouldBe(
            ("ledger", ChosenBecause.Session, Strategy.BridgeRing));
        decision.Candidates[0].Label.ShouldBe("Marie's");
        decision.Candidates[1].Why.ShouldBe("out of quota");
        (await RefusedAsync(
            _router.Admin.ExplainAsync(new() { TurnId = turn.ToString() }, OperatorBook.As(OperatorBook.Stranger))))
            .ShouldBe(StatusCode.NotFound);
        (await RefusedAsync(_router.Admin.ExplainAsync(new() { TurnId = Guid.CreateVersion7().ToString() }, owner)))
            .ShouldBe(StatusCode.NotFound);
    }

    [Fact]
    public async Task Replay_WhatIsLeftOut_IsAsThePoolHasItToday()
    {
        await _router.SelectAsync();
        var request = new ReplayRequest
        {
            PoolId = RouterRig.Pool,
            Policy = new() { Strategy = Strategy.FillFirst },
        };

        var reply = await _router.Admin.ReplayAsync(request, OperatorBook.As(OperatorBook.Viewer));

        reply.Decisions.ShouldBe(1);
        (reply.Policy.Strategy, reply.Policy.RingSize, reply.Policy.SessionStickiness).ShouldBe((Strategy.FillFirst, 3, true));
        request.Policy.RingSize = 99;
        (await RefusedAsync(_router.Admin.ReplayAsync(request, OperatorBook.As(OperatorBook.Viewer))))
            .ShouldBe(StatusCode.InvalidArgument);
    }

    private static async Task<StatusCode> RefusedAsync<T>(AsyncUnaryCall<T> call) =>
        (await Should.ThrowAsync<RpcException>(async () => await call)).StatusCode;
}
