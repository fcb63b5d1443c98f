using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CodexPooler.Contracts.Events;
using CodexPooler.Edge.Tests.Ingress;

namespace CodexPooler.Edge.Tests.Proxying;

/// <summary>Against the simulator, whose own ledger says which account served what.</summary>
public sealed class ProxyTests : IAsyncLifetime
{
    private const string Offer =
        "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n" +
        "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\na=rtpmap:111 opus/48000/2\r\na=setup:actpass\r\n";

    private readonly ProxyFixture _fixture = new();

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Proxy_ASearch_IsServedAndSettledOnce()
    {
        using var answer = await PostAsync("/backend-api/codex/alpha/search", new { query = "weather" });

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("weather");
        var settled = _fixture.Settled().ShouldHaveSingleItem();
        settled.Outcome.ShouldBe(TurnOutcome.Succeeded);
        settled.Attempts.ShouldHaveSingleItem().Outcome.ShouldBe(AttemptOutcome.Served);
        _fixture.Router.Closed.ShouldHaveSingleItem().Fault.ShouldBeNull();
    }

    [Fact]
    public async Task Proxy_AnImage_IsServed()
    {
        using var answer = await PostAsync(
            "/api/provider/codex/v1/images/generations", new { model = "gpt-image-2", prompt = "a cat" });

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("b64_json");
    }

    [Fact]
    public async Task Proxy_AnAccountThatFails_IsReplacedUnseen()
    {
        await FailOnceAsync("search");

        using var answer = await PostAsync("/backend-api/codex/alpha/search", new { query = "weather" });

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var attempts = _fixture.Settled().ShouldHaveSingleItem().Attempts;
        attempts.Select(attempt => (attempt.AccountId, attempt.Outcome))
            .ShouldBe([("acct-plus", AttemptOutcome.MovedOn), ("acct-pro", AttemptOutcome.Served)]);
    }

    [Fact]
    public async Task Proxy_AWorthlessToken_IsRenewedOnTheSameAccount()
    {
        _fixture.Credentials.FirstTokenIsWorthless = true;

        using var answer = await PostAsync("/backend-api/codex/alpha/search", new { query = "weather" });

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        _fixture.Settled().ShouldHaveSingleItem().Attempts.ShouldHaveSingleItem().UpstreamStatus.ShouldBe(200);
    }

    [Fact]
    public async Task Proxy_WhatTheClientGotWrong_IsTheUpstreamsOwnAnswer()
    {
        using var answer = await PostAsync("/backend-api/codex/alpha/search", new { });

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        _fixture.Settled().ShouldHaveSingleItem().Attempts.ShouldHaveSingleItem().Fault.ShouldBeNull();
    }

    [Fact]
    public async Task Proxy_AFile_IsFinishedByTheAccountThatBeganIt()
    {
        await FailOnceAsync("files.create");
        using var created = await PostAsync("/backend-api/files", new { file_name = "a.txt", file_size = 3, use_case = "codex" });
        var file = JsonDocument.Parse(await created.Content.ReadAsStringAsync()).RootElement;
        using var http = new HttpClient();
        using var content = new ByteArrayContent(new byte[3]);
        using var put = await http.PutAsync(file.GetProperty("upload_url").GetString(), content);

        using var uploaded = await PostAsync($"/backend-api/files/{file.GetProperty("file_id").GetString()}/uploaded", new { });

        uploaded.StatusCode.ShouldBe(HttpStatusCode.OK, await uploaded.Content.ReadAsStringAsync());
        var turns = _fixture.Settled();
        turns.Select(turn => turn.AccountId).ShouldBe(["acct-pro", "acct-pro"]);
        turns[1].Attempts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Proxy_ACall_IsAnsweredWithItsLocation()
    {
        using var offer = new MultipartFormDataContent
        {
            { new StringContent(Offer, Encoding.UTF8, "application/sdp"), "sdp" },
            { new StringContent("{\"type\":\"realtime\"}", Encoding.UTF8, "application/json"), "session" },
        };
        using var request = IngressServer.Request("POST", "/backend-api/codex/realtime/calls");
        request.Content = offer;

        using var answer = await _fixture.Edge.Http.SendAsync(request);

        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        answer.Headers.Location.ShouldNotBeNull();
    }

    [Fact]
    public async Task Proxy_NobodyLeft_ShowsTheUpstreamsWords()
    {
        await FailOnceAsync("search");
        await FailOnceAsync("search", "acct-pro");

        using var answer = await PostAsync("/backend-api/codex/alpha/search", new { query = "weather" });

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        _fixture.Settled().ShouldHaveSingleItem().Outcome.ShouldBe(TurnOutcome.Failed);
        _fixture.Router.Closed.Count.ShouldBe(2);
    }

    private async Task FailOnceAsync(string route, string account = "acct-plus")
    {
        using var control = new HttpClient { BaseAddress = _fixture.Simulator };
        using var answer = await control.PostAsJsonAsync(
            "/_control/faults", new { account, route, nth = 1, times = 1, effect = new { status = 500 } });
        answer.EnsureSuccessStatusCode();
    }

    private Task<HttpResponseMessage> PostAsync(string path, object body)
    {
        var request = IngressServer.Request("POST", path);
        request.Content = JsonContent.Create(body);
        return _fixture.Edge.Http.SendAsync(request);
    }
}
