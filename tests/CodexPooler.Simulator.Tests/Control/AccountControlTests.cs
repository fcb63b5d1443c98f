using System.Net;
using System.Net.Http.Headers;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Control;

public sealed class AccountControlTests
{
    [Theory]
    [InlineData("expire-token", "token_expired")]
    [InlineData("revoke-token", "token_revoked")]
    public async Task Token_ExpiredOrRevoked_IsRefusedAndAFreshOneWorks(string action, string code)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var old = await FreshAsync(simulator);

        await simulator.ControlAsync(HttpMethod.Post, $"accounts/acct-plus/{action}");
        using var refused = await PostAsync(simulator, old);
        using var served = await PostAsync(simulator, await FreshAsync(simulator));

        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        refused.Headers.GetValues("x-openai-authorization-error").Single().ShouldBe(code);
        served.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Token_OlderThanItsLife_Expires()
    {
        await using var simulator = await RunningSimulator.StartAsync(
            options => options.AccessTokenLifetime = TimeSpan.FromMinutes(5));
        var token = await FreshAsync(simulator);
        await simulator.ControlAsync(HttpMethod.Post, "clock", new { advance_seconds = 301 });

        using var refused = await PostAsync(simulator, token);

        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Delete_Account_ItsTokenStopsWorking()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var token = await FreshAsync(simulator);

        await simulator.ControlAsync(HttpMethod.Delete, "accounts/acct-plus");
        using var refused = await PostAsync(simulator, token);

        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<string> FreshAsync(RunningSimulator simulator) =>
        (await simulator.ControlAsync(HttpMethod.Post, "accounts/acct-plus/access-token"))["access_token"]!.ToString();

    private static Task<HttpResponseMessage> PostAsync(RunningSimulator simulator, string token) =>
        simulator.PostAsync(
            TurnBody.Of("hi"),
            "acct-pro",
            change: request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token));
}
