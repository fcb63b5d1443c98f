using System.Net;
using CodexPooler.Contracts.Events;
using CodexPooler.Testing.Time;

namespace CodexPooler.Edge.Tests.Turns;

/// <summary>
/// Faults of the upstream against what the client sees and what is settled. The simulator's faults are the real backend's,
/// measured.
/// </summary>
public sealed class TurnTests : IAsyncLifetime
{
    private readonly TurnFixture _fixture = new();

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Turn_Served_IsRelayedAndSettledWithTheUpstreamsOwnUsage()
    {
        using var answer = await _fixture.TurnAsync("SAY:hello thereEND");
        var stream = await answer.Content.ReadAsStringAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        stream.ShouldContain("hello there");
        stream.ShouldContain("response.completed");
        var settled = await _fixture.SettledAsync();
        settled.Outcome.ShouldBe(TurnOutcome.Succeeded);
        settled.AccountId.ShouldBe("acct-plus");
        var usage = (await _fixture.LedgerAsync()).Single().GetProperty("usage");
        settled.Usage!.Input.ShouldBe(usage.GetProperty("input").GetInt64());
        settled.Usage.Output.ShouldBe(usage.GetProperty("output").GetInt64());
        settled.Quota.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Turn_OfAKeyTheRouterHearsOfALittleLater_IsServed()
    {
        _fixture.Router.Behind = 2;

        using var answer = await _fixture.TurnAsync("SAY:hello thereEND");

        (await answer.Content.ReadAsStringAsync()).ShouldContain("response.completed");
        (await _fixture.SettledAsync()).Attempts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Turn_OfAKeyTheRouterNeverHearsOf_IsRefusedInTheEnd()
    {
        _fixture.Router.Behind = int.MaxValue;

        using var answer = await _fixture.TurnAsync("SAY:hello thereEND");

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await _fixture.SettledAsync()).Attempts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"status":503}""")]
    [InlineData("""{"status":429,"body_text":"{\"error\":{\"type\":\"usage_limit_reached\",\"resets_at\":1900000000}}"}""")]
    [InlineData("""{"html_challenge":true}""")]
    [InlineData("""{"hang_before_headers":true}""")]
    [InlineData("""{"stream_error":{"kind":"failed","code":"server_is_overloaded","after_events":0}}""")]
    [InlineData("""{"stream_error":{"kind":"failed","code":"rate_limit_exceeded","after_events":1}}""")]
    [InlineData("""{"cut_after_events":1}""")]
    public async Task Turn_FirstAccountFailsBeforeAnythingIsVisible_TheNextServesUnnoticed(string effect)
    {
        await _fixture.FaultAsync(
            new { account = "acct-plus", route = "responses", effect = System.Text.Json.JsonDocument.Parse(effect).RootElement });

        using var answer = await _fixture.TurnAsync("SAY:servedEND");
        var stream = await answer.Content.ReadAsStringAsync();

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        stream.ShouldContain("served");
        stream.ShouldContain("response.completed");
        stream.ShouldNotContain("response.failed");
        var settled = await _fixture.SettledAsync();
        settled.Outcome.ShouldBe(TurnOutcome.Succeeded);
        settled.AccountId.ShouldBe("acct-pro");
        settled.Attempts.Count.ShouldBe(2);
        settled.Attempts[0].Fault.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(true, "transport")]
    [InlineData(false, "stream_error")]
    public async Task Turn_CutAfterSomethingVisible_EndsHonestlyAndIsNotReplayed(bool reset, string fault)
    {
        await _fixture.FaultAsync(
            new { account = "acct-plus", route = "responses", effect = new { cut_after_events = 8, cut_with_reset = reset } });

        using var answer = await _fixture.TurnAsync("TOKENS:200END");
        var stream = await answer.Content.ReadAsStringAsync();

        stream.ShouldContain("response.failed");
        stream.ShouldContain("upstream_stream_cut");
        stream.ShouldNotContain("response.completed");
        var settled = await _fixture.SettledAsync();
        settled.Outcome.ShouldBe(TurnOutcome.Interrupted);
        settled.Attempts.ShouldHaveSingleItem().Fault.ShouldBe(fault);
    }

    [Fact]
    public async Task Turn_TokenRefused_IsRenewedOnceOnTheSameAccount()
    {
        _fixture.Credentials.FirstTokenIsWorthless = true;

        using var answer = await _fixture.TurnAsync("SAY:renewedEND");

        (await answer.Content.ReadAsStringAsync()).ShouldContain("renewed");
        var settled = await _fixture.SettledAsync();
        settled.AccountId.ShouldBe("acct-plus");
        settled.Attempts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Turn_NobodyCanServe_TellsTheRoutersRefusal()
    {
        await _fixture.FaultAsync(new { route = "responses", times = 0, effect = new { status = 503 } });

        using var answer = await _fixture.TurnAsync("SAY:xEND");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("server_error");
        (await _fixture.SettledAsync()).Outcome.ShouldBe(TurnOutcome.Failed);
    }

    [Fact]
    public async Task Turn_ClientLeaves_UpstreamIsCancelledAndTheTurnSettledOnce()
    {
        await _fixture.FaultAsync(new { route = "responses", effect = new { hang_after_events = 6 } });
        using var leaving = new CancellationTokenSource();
        using var answer = await _fixture.TurnAsync("TOKENS:100END", leaving.Token);
        await using var stream = await answer.Content.ReadAsStreamAsync(leaving.Token);
        await stream.ReadExactlyAsync(new byte[16], leaving.Token);

        answer.Dispose();

        // The reason tells that it was not the silence that ended it.
        (await _fixture.SettledAsync()).ErrorCode.ShouldBe("client_disconnected");
        await Eventually.TrueAsync(
            async () =>
            (await _fixture.LedgerAsync()).Single().GetProperty("client_gone").GetBoolean(), () => "the upstream is cancelled");
    }

    [Fact]
    public async Task Turn_SilentUpstream_KeepsTheClientWithEventsItCounts()
    {
        await _fixture.FaultAsync(new { route = "responses", effect = new { hang_after_events = 6 } });

        using var answer = await _fixture.TurnAsync("TOKENS:100END");

        // A comment would not do: clients count events only.
        (await answer.Content.ReadAsStringAsync()).ShouldContain("event: keepalive\ndata: {\"type\":\"keepalive\"}\n\n");
    }

    [Fact]
    public async Task Turn_NotJson_IsRefusedBeforeAnyAccountIsAsked()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/backend-api/codex/responses");
        request.Headers.Authorization = new("Bearer", TestData.TestDirectory.Key);
        request.Content = new StringContent("{", System.Text.Encoding.UTF8, "application/json");

        using var answer = await _fixture.Edge.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("valid JSON");
        _fixture.Turns.All.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("cr")]
    [InlineData("crlf")]
    public async Task Turn_OddDelimiters_AreRelayedAndUnderstood(string delimiter)
    {
        await _fixture.FaultAsync(new { route = "responses", effect = new { delimiter, line_separators = true } });

        using var answer = await _fixture.TurnAsync("SAY:okEND");
        await answer.Content.ReadAsStringAsync();

        (await _fixture.SettledAsync()).Usage.ShouldNotBeNull();
    }
}
