using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Routes;

/// <summary>One fault script for all routes: each is hit once under its name, and is itself again afterwards.</summary>
public sealed class FaultOnAnyRouteTests
{
    [Theory]
    [InlineData("models", "GET", "/backend-api/codex/models")]
    [InlineData("usage", "GET", "/backend-api/wham/usage")]
    [InlineData("accounts.check", "GET", "/backend-api/wham/accounts/check")]
    [InlineData("settings", "GET", "/backend-api/wham/settings/user")]
    [InlineData("profile", "GET", "/backend-api/wham/profiles/me")]
    [InlineData("workspace_messages", "GET", "/backend-api/wham/workspace-messages")]
    [InlineData("analytics", "POST", "/backend-api/codex/analytics-events/events")]
    [InlineData("saved_resets", "GET", "/backend-api/wham/rate-limit-reset-credits")]
    [InlineData("saved_resets.consume", "POST", "/backend-api/wham/rate-limit-reset-credits/consume")]
    [InlineData("files.create", "POST", "/backend-api/files")]
    [InlineData("files.upload", "PUT", "/files/upload/file_x")]
    [InlineData("files.uploaded", "POST", "/backend-api/files/file_x/uploaded")]
    [InlineData("transcribe", "POST", "/backend-api/transcribe")]
    [InlineData("images.generations", "POST", "/backend-api/codex/images/generations")]
    [InlineData("images.edits", "POST", "/backend-api/codex/images/edits")]
    [InlineData("realtime.calls", "POST", "/backend-api/codex/realtime/calls")]
    [InlineData("search", "POST", "/backend-api/codex/alpha/search")]
    [InlineData("memories.trace_summarize", "POST", "/backend-api/codex/memories/trace_summarize")]
    [InlineData("oauth.authorize", "GET", "/oauth/authorize")]
    [InlineData("oauth.token", "POST", "/oauth/token")]
    [InlineData("oauth.revoke", "POST", "/oauth/revoke")]
    [InlineData("oauth.device.usercode", "POST", "/api/accounts/deviceauth/usercode")]
    [InlineData("oauth.device.token", "POST", "/api/accounts/deviceauth/token")]
    [InlineData("oauth.device.page", "GET", "/codex/device")]
    [InlineData("oauth.jwks", "GET", "/.well-known/jwks.json")]
    public async Task Fault_OnTheRoute_HitsItOnce(string route, string method, string path)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var token = simulator.Token();
        var headers = new Dictionary<string, string> { ["retry-after"] = "7" };
        await simulator.FaultAsync(new { status = 507, headers, body = new { detail = "full" } }, route);

        using var hit = await SendAsync(simulator, method, path, token);
        using var after = await SendAsync(simulator, method, path, token);

        hit.StatusCode.ShouldBe(HttpStatusCode.InsufficientStorage);
        hit.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(7));
        after.StatusCode.ShouldNotBe(HttpStatusCode.InsufficientStorage);
        after.StatusCode.ShouldNotBe(HttpStatusCode.InternalServerError);
        (await simulator.LedgerAsync(route)).Select(row => row["outcome"]!.GetValue<string>() == "fault").ShouldBe([true, false]);
    }

    private static async Task<HttpResponseMessage> SendAsync(RunningSimulator simulator, string method, string path, string token)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (method != "GET") request.Content = JsonContent.Create(new { });
        return await simulator.Http.SendAsync(request, simulator.Deadline);
    }
}
