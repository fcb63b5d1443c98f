using System.Net;
using CodexPooler.Dapr.Tests.TestData;
using Dapr;
using Dapr.Actors;
using Shouldly;

namespace CodexPooler.Dapr.Tests.Actors;

public sealed class ActorTests
{
    [Fact]
    public async Task Call_ThroughTheSidecar_KeepsStateBeyondTheActivation()
    {
        await using var app = await ActorApp.StartAsync();

        (await app.Counter("1").AddAsync(2)).ShouldBe(2);
        await app.Sidecar.Actors.DeactivateAsync("Counter", "1");

        (await app.Counter("1").AddAsync(3)).ShouldBe(5);
        (await app.Probe.NextAsync()).ShouldBe("activated 1");
        (await app.Probe.NextAsync()).ShouldBe("deactivated 1");
        (await app.Probe.NextAsync()).ShouldBe("activated 1");
    }

    [Theory]
    [InlineData("acct 1 + x%")]
    [InlineData("ünï")]
    public async Task Call_AwkwardId_ReachesThatActor(string id)
    {
        await using var app = await ActorApp.StartAsync();

        await app.Counter(id).AddAsync(1);

        (await app.Probe.NextAsync()).ShouldBe($"activated {id}");
        (await app.Counter(id).ReadAsync()).ShouldBe(1);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a?b")]
    public async Task Call_IdThatWouldEndThePath_IsRefusedHere(string id)
    {
        await using var app = await ActorApp.StartAsync();

        await Should.ThrowAsync<ArgumentException>(() => app.Counter(id).ReadAsync());
    }

    [Fact]
    public async Task Call_Many_TakeTurns()
    {
        await using var app = await ActorApp.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => app.Counter("1").AddAsync(1)));

        (await app.Counter("1").ReadAsync()).ShouldBe(40);
        app.Probe.MostInside.ShouldBe(1);
    }

    [Fact]
    public async Task Call_PastTheSidecarsLock_StillTakesTurns()
    {
        await using var app = await ActorApp.StartAsync();
        await app.Counter("1").ReadAsync();

        var calls = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(_ => app.SendAsync("PUT", "/actors/Counter/1/method/AddAsync", "1")));

        calls.ShouldAllBe(call => call.StatusCode == HttpStatusCode.OK);
        app.Probe.MostInside.ShouldBe(1);
        (await app.Counter("1").ReadAsync()).ShouldBe(40);
    }

    [Fact]
    public async Task Call_OtherActorWhileOneIsHeld_IsServed()
    {
        await using var app = await ActorApp.StartAsync();
        var held = app.Counter("held").HoldAsync();
        await app.Probe.NextAsync();
        (await app.Probe.NextAsync()).ShouldBe("holding");

        (await app.Counter("free").AddAsync(1)).ShouldBe(1);

        held.IsCompleted.ShouldBeFalse();
        app.Probe.Gate.SetResult();
        await held;
    }

    [Fact]
    public async Task Call_Fails_ThrowsAndForgetsWhatItWrote()
    {
        await using var app = await ActorApp.StartAsync();
        await app.Counter("1").AddAsync(1);

        var failure = await Should.ThrowAsync<ActorMethodInvocationException>(() => app.Counter("1").FailAfterWritingAsync(99));

        failure.ErrorCode.ShouldBe("ERR_ACTOR_METHOD");
        (await app.Counter("1").ReadAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Call_SavingFails_ThrowsAndForgets()
    {
        await using var app = await ActorApp.StartAsync();
        await app.Counter("1").AddAsync(1);
        app.Sidecar.Faults.FailNext(
            new() { ErrorCode = "ERR_ACTOR_STATE_TRANSACTION_SAVE", PathPrefix = "/v1.0/actors/Counter/1/state" });

        await Should.ThrowAsync<ActorMethodInvocationException>(() => app.Counter("1").AddAsync(5));

        (await app.Counter("1").ReadAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Call_UnhostedType_Is404NoAddress()
    {
        await using var app = await ActorApp.StartAsync();

        var failure = await Should.ThrowAsync<DaprApiException>(() => app.Proxy("1", "Nobody").InvokeMethodAsync("X"));

        failure.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        failure.ErrorCode.ShouldBe("ERR_ACTOR_NO_ADDRESS");
    }

    [Fact]
    public async Task State_WithTtl_ExpiresInsideTheActivation()
    {
        await using var app = await ActorApp.StartAsync();
        await app.Counter("1").KeepForAsync(TimeSpan.FromSeconds(30));

        app.Time.Advance(TimeSpan.FromSeconds(29));
        (await app.Counter("1").ReadAsync()).ShouldBe(1);
        app.Time.Advance(TimeSpan.FromSeconds(1));
        (await app.Counter("1").ReadAsync()).ShouldBe(0);
    }

    // tests/integration/suite/actors/deactivation/idle/global.go.
    [Fact]
    public async Task Idle_ForTheConfiguredTime_IsDeactivated()
    {
        await using var app = await ActorApp.StartAsync();
        await app.Counter("1").AddAsync(1);
        (await app.Probe.NextAsync()).ShouldBe("activated 1");

        app.Time.Advance(TimeSpan.FromMinutes(20));

        (await app.Probe.NextAsync()).ShouldBe("deactivated 1");
    }
}
