using System.Net;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.OAuth;

public sealed class DeviceLoginTests
{
    private const string Start = "/api/accounts/deviceauth/usercode";
    private const string Poll = "/api/accounts/deviceauth/token";

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    public async Task Poll_BeforeTheUserDecides_IsPending(int pending)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);
        await simulator.ControlAsync(HttpMethod.Put, "oauth", new { device_pending_status = pending });
        var (id, userCode) = await StartAsync(issuer);

        var (status, _) = await issuer.PostAsync(Poll, new { device_auth_id = id, user_code = userCode });

        ((int)status).ShouldBe(pending);
    }

    [Fact]
    public async Task Poll_AfterApproval_GivesACodeWithItsVerifierWorthTokens()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);
        var (id, userCode) = await StartAsync(issuer);
        using var page = await simulator.Http.GetAsync(
            $"/codex/device?user_code={userCode}&account=acct-pro", simulator.Deadline);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);

        var (_, grant) = await issuer.PostAsync(Poll, new { device_auth_id = id, user_code = userCode });
        var (status, tokens) = await issuer.TakeCodeAsync((string)grant["authorization_code"]!,
            (string)grant["code_verifier"]!, new Uri(simulator.BaseAddress, "/deviceauth/callback").ToString());

        status.ShouldBe(HttpStatusCode.OK);
        (await issuer.UseAsync((string)tokens["access_token"]!)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Poll_FasterThanTheInterval_IsToldToSlowDown()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);
        await simulator.ControlAsync(HttpMethod.Put, "oauth", new { slow_down = true });
        var (id, userCode) = await StartAsync(issuer);
        var poll = new { device_auth_id = id, user_code = userCode };

        ((int)(await issuer.PostAsync(Poll, poll)).Status).ShouldBe(403);
        ((string?)(await issuer.PostAsync(Poll, poll)).Body["error"]).ShouldBe("slow_down");
        await simulator.ControlAsync(HttpMethod.Post, "clock", new { advance_seconds = 6 });
        ((int)(await issuer.PostAsync(Poll, poll)).Status).ShouldBe(403);
    }

    [Fact]
    public async Task Poll_DeniedOrExpired_IsAnErrorThatEndsPolling()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);
        var (denied, deniedCode) = await StartAsync(issuer);
        var (late, lateCode) = await StartAsync(issuer);
        await simulator.ControlAsync(HttpMethod.Post, "oauth/device", new { user_code = deniedCode });

        ((string?)(await issuer.PostAsync(Poll, new { device_auth_id = denied, user_code = deniedCode })).Body["error"])
            .ShouldBe("access_denied");
        await simulator.ControlAsync(HttpMethod.Post, "clock", new { advance_seconds = 901 });
        ((string?)(await issuer.PostAsync(Poll, new { device_auth_id = late, user_code = lateCode })).Body["error"])
            .ShouldBe("expired_token");
    }

    [Fact]
    public async Task UserCode_WhenDeviceLoginIsForbidden_Is404()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);
        await simulator.ControlAsync(HttpMethod.Put, "oauth", new { device_login = false });

        (await issuer.PostAsync(Start, new { client_id = IssuerClient.ClientId })).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<(string Id, string UserCode)> StartAsync(IssuerClient issuer)
    {
        var (_, body) = await issuer.PostAsync(Start, new { client_id = IssuerClient.ClientId });
        body["interval"]!.GetValueKind().ShouldBe(System.Text.Json.JsonValueKind.String);
        return ((string)body["device_auth_id"]!, (string)body["user_code"]!);
    }
}
