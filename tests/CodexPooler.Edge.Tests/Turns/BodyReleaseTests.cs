using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Inspection;
using CodexPooler.Edge.Relay;
using CodexPooler.Edge.Tests.TestData;
using CodexPooler.Edge.Turns;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Edge.Tests.Turns;

public sealed class BodyReleaseTests : IAsyncLifetime
{
    private static readonly byte[] Body =
        """
        {"model":"gpt-5.5","stream":true,"store":false,"instructions":"Be brief.",
         "input":[{"type":"message","role":"user","content":"TOKENS:100END"}]}
        """u8.ToArray();

    private readonly TurnFixture _fixture = new();

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Turn_OnceItIsVisible_GivesItsBodyBackWhileTheAnswerGoesOn()
    {
        await _fixture.FaultAsync(new { route = "responses", effect = new { hang_after_events = 6 } });
        using var lent = new LentBody();
        using var gone = new CancellationTokenSource();
        var http = new DefaultHttpContext { RequestAborted = gone.Token };
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        var client = new ClientStream(http);
        var time = TimeProvider.System;
        var turn = new Turn(
            TurnRoute.Responses, TestDirectory.WithKey().Caller, TurnInspector.Read(Body),
            new(Body, null, Body, "application/json"),
            new HeaderDictionary(), time.GetUtcNow(), time.GetTimestamp())
        {
            Lent = lent,
        };
        var attempt = new TurnAttempt(1, new Lease { AccountId = "acct-plus" }, time.GetUtcNow());
        var attempts = _fixture.Edge.Services.GetRequiredService<AttemptRunner>();

        var running = attempts.RunAsync(turn, attempt, client, new TurnTimeline(time, time.GetUtcNow(), time.GetTimestamp()));

        await lent.GivenBack.WaitAsync(TimeSpan.FromSeconds(20));
        running.IsCompleted.ShouldBeFalse();
        turn.Body.Sent.IsEmpty.ShouldBeTrue();
        await gone.CancelAsync();
        (await running).End.ShouldBe(RelayEnd.ClientGone);
    }
}
