using System.Net;
using System.Text.Json;
using CodexPooler.Dapr.Tests.TestData;
using Shouldly;

namespace CodexPooler.Dapr.Tests.Actors;

/// <summary>
/// Plays the runtime with the literal calls of dapr/dapr pkg/actors/targets/app/transport/http/http.go: PUT only, 200 exactly.
/// </summary>
public sealed class ActorHostContractTests
{
    // dotnet-sdk's literal minimum is {"entities":["TestActor"],"reentrancy":{"enabled":false}} (ActorRuntimeTests).
    [Fact]
    public async Task Config_Get_IsTheSdksShapeWithGoDurations()
    {
        await using var app = await ActorApp.StartAsync();

        using var response = await app.SendAsync("GET", "/dapr/config");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBe(
            """{"entities":["Counter"],"actorIdleTimeout":"0h20m0s0ms","reentrancy":{"enabled":false}}""");
    }

    [Theory]
    [InlineData("AddAsync", "2", "2")]
    [InlineData("ReadAsync", "", "0")]
    [InlineData("RemindAsync", """{"name":"r","dueTime":"01:00:00","period":"01:00:00"}""", "")]
    public async Task Method_Put_AnswersExactly200(string method, string body, string answer)
    {
        await using var app = await ActorApp.StartAsync();
        await app.Counter("1").ReadAsync();

        using var response = await app.SendAsync("PUT", $"/actors/Counter/1/method/{method}", body);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.Contains("X-DaprErrorResponseHeader").ShouldBeFalse();
        (await response.Content.ReadAsStringAsync()).ShouldBe(answer);
    }

    // tests/integration/suite/actors/reminders/hdata.go, column expHTTP, except that our own registrations are base64 text.
    [Theory]
    [InlineData("""{"dueTime":"0s","period":""}""", "")]
    [InlineData("""{"data":"ImZvbyI=","dueTime":"0s","period":""}""", "\"foo\"")]
    [InlineData("""{"data":{"foo":[12,4]},"dueTime":"0s","period":""}""", """{"foo":[12,4]}""")]
    [InlineData("""{"data":true,"dueTime":"0s","period":""}""", "true")]
    [InlineData("""{"data":null,"dueTime":"0s","period":""}""", "")]
    [InlineData("""{"data":[],"dueTime":"0s","period":""}""", "[]")]
    [InlineData("""{"data":123,"dueTime":"0s","period":""}""", "123")]
    public async Task Reminder_UpstreamBodies_ReachTheActor(string body, string expected)
    {
        await using var app = await ActorApp.StartAsync();
        await app.Counter("1").ReadAsync();
        await app.Probe.NextAsync();

        using var response = await app.SendAsync("PUT", "/actors/Counter/1/method/remind/remindermethod", body);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await app.Probe.NextAsync()).ShouldBe($"reminder remindermethod {expected} 00:00:00 -00:00:00.0010000");
    }

    [Theory]
    [InlineData("PUT", "/actors/Counter/1/method/NoSuchMethod")]
    [InlineData("PUT", "/actors/Counter/1/method/OnTickAsync")]
    [InlineData("PUT", "/actors/Counter/1/method/GetHashCode")]
    [InlineData("PUT", "/actors/Unknown/1/method/ReadAsync")]
    public async Task Method_NotOffered_Is404WhichIsNeverRetried(string method, string path)
    {
        await using var app = await ActorApp.StartAsync();

        using var response = await app.SendAsync(method, path);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Method_Throws_Is200WithErrorHeaderAndNoDetail()
    {
        await using var app = await ActorApp.StartAsync();
        await app.Counter("1").ReadAsync();

        using var response = await app.SendAsync("PUT", "/actors/Counter/1/method/FailAfterWritingAsync", "5");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("X-DaprErrorResponseHeader").ShouldBe(["true"]);
        var body = await response.Content.ReadAsStringAsync();
        JsonElement.Parse(body).GetProperty("errorCode").GetString().ShouldBe("ERR_ACTOR_METHOD");
        body.ShouldContain("InvalidOperationException");
        body.ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("GET", "/dapr/config", null)]
    [InlineData("GET", "/dapr/config", "wrong")]
    [InlineData("PUT", "/actors/Counter/1/method/ReadAsync", null)]
    [InlineData("PUT", "/actors/Counter/1/method/remind/r", null)]
    [InlineData("DELETE", "/actors/Counter/1", "")]
    public async Task Any_WithoutAppToken_Is401(string method, string path, string? token)
    {
        await using var app = await ActorApp.StartAsync();

        using var response = await app.SendAsync(method, path, token: token);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    // dotnet-sdk HostingTests.ActorsHealthz_ShouldNotRequireAuthorization.
    [Fact]
    public async Task Healthz_WithoutToken_IsSuccess()
    {
        await using var app = await ActorApp.StartAsync();

        using var response = await app.SendAsync("GET", "/healthz", token: null);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
