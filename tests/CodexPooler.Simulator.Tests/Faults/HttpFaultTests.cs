using System.Net;
using System.Text.Json.Nodes;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Faults;

public sealed class HttpFaultTests
{
    [Fact]
    public async Task Status_WithBodyAndHeaders_AnswersInPlaceOfTheTurn()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new
        {
            status = 503,
            body = new { error = new { code = "server_is_overloaded", message = "busy" } },
            headers = new Dictionary<string, string> { ["retry-after"] = "7" },
        });

        using var response = await simulator.PostAsync(TurnBody.Of("hi"));
        var events = await simulator.TurnAsync(TurnBody.Of("SAY:backEND"));

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.GetValues("retry-after").Single().ShouldBe("7");
        (await response.Content.ReadAsStringAsync(simulator.Deadline)).ShouldContain("server_is_overloaded");
        events.Text().ShouldBe("back");
        var row = (await simulator.LedgerAsync())[0];
        row["outcome"]!.ToString().ShouldBe("fault");
        ((int)row["status"]!).ShouldBe(503);
    }

    [Fact]
    public async Task Nth_SecondAndThirdCall_AreHitAndCounted()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { status = 500 }, nth: 2, times: 2);

        var statuses = new List<int>();
        for (var call = 0; call < 4; call++)
        {
            using var response = await simulator.PostAsync(TurnBody.Of("hi"));
            statuses.Add((int)response.StatusCode);
        }

        statuses.ShouldBe([200, 500, 500, 200]);
        var fault = (await simulator.ControlAsync(HttpMethod.Get, "faults"))["faults"]![0]!;
        ((int)fault["calls"]!).ShouldBe(4);
        ((int)fault["hits"]!).ShouldBe(2);
    }

    [Fact]
    public async Task Matchers_AccountModelAndTransport_SpareOthers()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.ControlAsync(HttpMethod.Post, "faults", new
        {
            account = "acct-pro",
            model = "gpt-5.4",
            route = "responses",
            transport = "http",
            times = 0,
            effect = new { status = 500 },
        });

        async Task<int> StatusAsync(string account, string model)
        {
            using var response = await simulator.PostAsync(TurnBody.Of("hi", model), account);
            return (int)response.StatusCode;
        }

        (await StatusAsync("acct-pro", "gpt-5.4")).ShouldBe(500);
        (await StatusAsync("acct-pro", "gpt-5.5")).ShouldBe(200);
        (await StatusAsync("acct-plus", "gpt-5.4")).ShouldBe(200);
        using var socket = await SimulatedSocket.ConnectAsync(simulator, "acct-pro");
        (await socket.TurnAsync(TurnBody.Of("hi", "gpt-5.4").Create())).Types()[^1].ShouldBe("response.completed");
    }

    [Fact]
    public async Task HangBeforeHeaders_ClientLeaves_LedgerSaysSo()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { hang_before_headers = true });
        using var raw = await RawHttp.PostAsync(simulator, TurnBody.Of("hi"));
        await simulator.RowAsync(row => row["outcome"]!.ToString() == "pending" && row["fault"] is not null);

        raw.Dispose();

        var gone = await simulator.RowAsync(row => row["outcome"]!.ToString() == "client_gone");
        gone["client_gone"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task DelayBeforeHeaders_ThenServes()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { delay_before_headers_ms = 120 });
        var started = TimeProvider.System.GetTimestamp();

        await simulator.TurnAsync(TurnBody.Of("hi"));

        TimeProvider.System.GetElapsedTime(started).TotalMilliseconds.ShouldBeGreaterThan(110);
    }

    [Fact]
    public async Task HtmlChallenge_Is403WithACloudflarePage()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { html_challenge = true });

        using var response = await simulator.PostAsync(TurnBody.Of("hi"));

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        response.Headers.GetValues("cf-mitigated").Single().ShouldBe("challenge");
        response.Headers.GetValues("set-cookie").ShouldContain(cookie => cookie.StartsWith("__cf_bm=", StringComparison.Ordinal));
        (await response.Content.ReadAsStringAsync(simulator.Deadline)).ShouldContain("Just a moment...");
    }

    [Fact]
    public async Task ContentType_Wrong_StillStreams()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { content_type = "text/plain" });

        using var response = await simulator.PostAsync(TurnBody.Of("SAY:okEND"));

        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        EventReading.ParseSse(await response.Content.ReadAsStringAsync(simulator.Deadline)).Text().ShouldBe("ok");
    }

    [Fact]
    public async Task ExpireToken_Is401AndStaysSoForTheOldToken()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { expire_token = true });
        var token = simulator.Token();
        void SameToken(HttpRequestMessage request) => request.Headers.Authorization = new("Bearer", token);

        using var first = await simulator.PostAsync(TurnBody.Of("hi"), change: SameToken);
        using var second = await simulator.PostAsync(TurnBody.Of("hi"), change: SameToken);

        first.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        second.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var body = JsonNode.Parse(await second.Content.ReadAsStringAsync(simulator.Deadline))!;
        body["error"]!["code"]!.ToString().ShouldBe("token_expired");
    }

    [Fact]
    public async Task ClockSkew_ShiftsDateAndResets()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { clock_skew_seconds = 7200 });

        using var response = await simulator.PostAsync(TurnBody.Of("hi"));

        var expected = DateTimeOffset.UtcNow.AddHours(2);
        response.Headers.Date!.Value.ShouldBe(expected, TimeSpan.FromSeconds(30));
        var resetAt = long.Parse(response.Headers.GetValues("x-codex-primary-reset-at").Single(), null);
        DateTimeOffset.FromUnixTimeSeconds(resetAt).ShouldBe(expected.AddHours(5), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task LateQuota_ShowsTheUsageOnlyAfterItsTime()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.FaultAsync(new { late_quota_seconds = 60 });
        await simulator.TurnAsync(TurnBody.Of("TOKENS:200000END"));

        async Task<double> UsedAsync()
        {
            var quota = await simulator.ControlAsync(HttpMethod.Get, "accounts/acct-plus/quota");
            return (double)quota["account"]!["windows"]![0]!["used_percent"]!;
        }

        (await UsedAsync()).ShouldBe(0);
        await simulator.ControlAsync(HttpMethod.Post, "clock", new { advance_seconds = 61 });
        (await UsedAsync()).ShouldBeGreaterThan(0.9);
    }
}
