using System.Net;
using System.Text.Json.Nodes;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Responses;

public sealed class TurnHeadersTests
{
    [Fact]
    public async Task Post_Turn_CarriesUpstreamsHeaders()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        using var response = await simulator.PostAsync(TurnBody.Of("hi"));

        string Header(string name) => response.Headers.GetValues(name).First();
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/event-stream; charset=utf-8");
        Header("openai-model").ShouldBe("gpt-5.5");
        Header("x-reasoning-included").ShouldBe("true");
        Header("x-request-id").ShouldBe(Header("x-oai-request-id"));
        Header("cf-ray").ShouldNotBeEmpty();
        Header("x-codex-turn-state").Length.ShouldBeInRange(250, 350);
        Header("x-codex-active-limit").ShouldBe("premium");
        using var models = await simulator.Http.SendAsync(
            simulator.Request(HttpMethod.Get, "/backend-api/codex/models?client_version=0.169.0"), simulator.Deadline);
        Header("x-models-etag").ShouldBe(models.Headers.ETag!.ToString());
    }

    [Fact]
    public async Task Post_TurnStateSentBack_IsKeptAndNoted()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var first = await simulator.PostAsync(TurnBody.Of("hi"));
        var state = first.Headers.GetValues("x-codex-turn-state").Single();

        using var second = await simulator.PostAsync(
            TurnBody.Of("more"), change: request => request.Headers.Add("x-codex-turn-state", state));

        second.Headers.GetValues("x-codex-turn-state").Single().ShouldBe(state);
        (await simulator.LedgerAsync())[1]["turn_state"]!.ToString().ShouldBe(state);
    }

    [Fact]
    public async Task Post_CloudflareCookies_AreSetOnceAndNotAgain()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        using var first = await simulator.PostAsync(TurnBody.Of("hi"));
        using var second = await simulator.PostAsync(
            TurnBody.Of("hi"), change: request => request.Headers.Add("Cookie", "__cf_bm=abc; _cfuvid=def"));

        first.Headers.GetValues("set-cookie").Count().ShouldBe(2);
        second.Headers.Contains("set-cookie").ShouldBeFalse();
    }

    [Theory]
    [InlineData("gpt-5.5", "priority", "priority")]
    [InlineData("gpt-6.1-sol", "ultrafast", "ultrafast")]
    [InlineData("gpt-5.5", null, "default")]
    public async Task Post_ServiceTier_IsToldAtTheEnd(string model, string? asked, string told)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var body = TurnBody.Of("hi", model);
        if (asked is not null) body.Set("service_tier", asked);

        var events = await simulator.TurnAsync(body);

        events.Last("response.completed")["response"]!["service_tier"]!.ToString().ShouldBe(told);
        (await simulator.LedgerAsync()).Single()["service_tier"]?.ToString().ShouldBe(asked);
    }

    [Theory]
    [InlineData("", "missing_authorization")]
    [InlineData("Bearer sk-platform", "token_invalid")]
    public async Task Post_WithoutAGoodToken_Is401(string authorization, string code)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        using var response = await simulator.PostAsync(TurnBody.Of("hi"), change: request =>
        {
            request.Headers.Remove("Authorization");
            if (authorization.Length > 0) request.Headers.Add("Authorization", authorization);
        });

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.GetValues("x-openai-authorization-error").Single().ShouldBe(code);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(simulator.Deadline))!;
        body["error"]!["code"]!.ToString().ShouldBe(code);
        (await simulator.LedgerAsync()).Single()["outcome"]!.ToString().ShouldBe("unauthorized");
    }

    [Fact]
    public async Task Post_AccountHeaderOfAnotherAccount_Is401()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        using var response = await simulator.PostAsync(
            TurnBody.Of("hi"), change: request => request.Headers.Add("chatgpt-account-id", "acct-pro"));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
