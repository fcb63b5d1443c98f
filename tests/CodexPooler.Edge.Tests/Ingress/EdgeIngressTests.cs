using System.Net;
using System.Text;
using System.Text.Json;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Edge.Ingress;
using CodexPooler.Edge.Tests.TestData;
using CodexPooler.ServiceDefaults.Draining;
using CodexPooler.Testing.Time;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Edge.Tests.Ingress;

public sealed class EdgeIngressTests
{
    private readonly TestDirectory _directory = TestDirectory.WithKey();

    [Theory]
    [InlineData(null, "api_key_missing")]
    [InlineData("sk-cxp-unknown", "api_key_missing")]
    public async Task Invoke_WithoutAKey_IsRefusedAtOnceAsJson(string? key, string code)
    {
        await using var server = await IngressServer.StartAsync(_directory);

        using var answer = await server.Http.SendAsync(IngressServer.Request("GET", "/backend-api/codex/models", key));

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        (await CodeAsync(answer)).ShouldBe(code);
    }

    [Fact]
    public async Task Invoke_WithoutAKey_AnswersBeforeTheBodyArrives()
    {
        await using var server = await IngressServer.StartAsync(_directory);
        await using var connection = await server.ConnectAsync();

        await connection.WriteAsync(Encoding.ASCII.GetBytes(
            "POST /backend-api/codex/responses HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n"));

        using var reader = new StreamReader(connection);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        (await reader.ReadLineAsync(limit.Token)).ShouldBe("HTTP/1.1 401 Unauthorized");
    }

    [Fact]
    public async Task Invoke_WithAKey_ReachesTheHandlerWithARequestId()
    {
        await using var server = await IngressServer.StartAsync(_directory);
        using var request = IngressServer.Request("POST", "/backend-api/files/file-1/uploaded");
        request.Headers.Add("x-request-id", "mine-1");

        using var answer = await server.Http.SendAsync(request);

        (await answer.Content.ReadAsStringAsync()).ShouldBe("backend.files.uploaded 127.0.0.1 file-1");
        answer.Headers.GetValues("x-request-id").ShouldBe(["mine-1"]);
    }

    [Theory]
    [InlineData("HEAD", "/backend-api/codex/responses", 200)]
    [InlineData("HEAD", "/api/provider/codex/v1", 200)]
    [InlineData("HEAD", "/backend-api/codex/models", 401)]
    [InlineData("GET", "/backend-api/codex/other", 404)]
    [InlineData("PUT", "/backend-api/codex/models", 405)]
    [InlineData("GET", "/backend-api/codex%2Fmodels", 400)]
    [InlineData("GET", "/elsewhere", 200)]
    public async Task Invoke_WithoutAKey_AnswersByTheTable(string method, string path, int status)
    {
        await using var server = await IngressServer.StartAsync(_directory);

        using var answer = await server.Http.SendAsync(IngressServer.Request(method, path, key: null));

        ((int)answer.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task Invoke_ASocketRouteWithoutAnUpgrade_SendsTheClientToHttp()
    {
        await using var server = await IngressServer.StartAsync(_directory);

        using var answer = await server.Http.SendAsync(IngressServer.Request("GET", "/backend-api/codex/responses"));

        answer.StatusCode.ShouldBe(HttpStatusCode.UpgradeRequired);
        (await CodeAsync(answer)).ShouldBe("websocket_upgrade_required");
    }

    [Fact]
    public async Task Invoke_AnAddressOffTheList_IsDeniedBeforeItsKeyIsLookedAt()
    {
        await using var server = await IngressServer.StartAsync(_directory, configure: services => services
            .Configure<IngressOptions>(options => options.AllowedAddresses = ["192.0.2.0/24"]));

        using var answer = await server.Http.SendAsync(IngressServer.Request("GET", "/backend-api/codex/models", key: null));

        (await CodeAsync(answer)).ShouldBe("access_denied");
    }

    [Fact]
    public async Task Invoke_AFullBulkhead_RefusesWithoutHoldingTheOthersUp()
    {
        var (entered, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await IngressServer.StartAsync(_directory, () => Hold(entered, release), services => services
            .Configure<BulkheadOptions>(options => options.Stream = new(1, 0)));
        var first = server.Http.SendAsync(IngressServer.Request("POST", "/backend-api/codex/responses"));

        await entered.Task;
        using var refused = await server.Http.SendAsync(IngressServer.Request("POST", "/backend-api/codex/responses"));
        var other = server.Http.SendAsync(IngressServer.Request("POST", "/backend-api/codex/alpha/search"));
        release.SetResult();

        (await CodeAsync(refused)).ShouldBe("server_is_overloaded");
        (await first).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await other).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Invoke_AKeyAtItsConcurrency_IsToldToComeBack()
    {
        var key = TestDirectory.TeamKey;
        key.Policy.Limits = new KeyLimits { Concurrency = 1 };
        var (entered, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await IngressServer.StartAsync(TestDirectory.WithKey(key), () => Hold(entered, release));
        var first = server.Http.SendAsync(IngressServer.Request("POST", "/backend-api/codex/responses"));

        await entered.Task;
        using var refused = await server.Http.SendAsync(IngressServer.Request("POST", "/backend-api/codex/responses"));
        release.SetResult();
        (await first).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var later = await server.Http.SendAsync(IngressServer.Request("POST", "/backend-api/codex/responses"));

        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        later.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Invoke_WhileLeaving_TakesTurnsUntilTheDelayIsOver()
    {
        var time = new ManualTimeProvider();
        using var drain = new TestDrain();
        await using var server = await IngressServer.StartAsync(_directory, configure: services => services
            .AddSingleton<TimeProvider>(time).AddSingleton<IDrain>(drain));
        drain.Begin();

        using var during = await server.Http.SendAsync(IngressServer.Request("POST", "/backend-api/codex/responses"));
        time.Advance(TimeSpan.FromSeconds(5));
        using var after = await server.Http.SendAsync(IngressServer.Request("POST", "/backend-api/codex/responses"));
        using var models = await server.Http.SendAsync(IngressServer.Request("GET", "/backend-api/codex/models"));

        during.StatusCode.ShouldBe(HttpStatusCode.OK);
        during.Headers.ConnectionClose.ShouldBe(true);
        (await CodeAsync(after)).ShouldBe("gateway_draining");
        models.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Invoke_UntilItIsAnswered_IsWorkThatALeavingGatewayWaitsFor()
    {
        var (entered, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var drain = new TestDrain();
        await using var server = await IngressServer.StartAsync(
            _directory, () => Hold(entered, release), services => services.AddSingleton<IDrain>(drain));
        var asking = server.Http.SendAsync(IngressServer.Request("POST", "/backend-api/codex/responses"));
        await entered.Task;

        drain.InFlight.ShouldBe(1);
        release.SetResult();

        (await asking).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Eventually.TrueAsync(() => drain.InFlight == 0, "nothing is in flight any more");
    }

    [Fact]
    public async Task Invoke_AHandlerThatFails_IsAnErrorWithoutDetails()
    {
        await using var server = await IngressServer.StartAsync(_directory, () => throw new InvalidOperationException("secret"));

        using var answer = await server.Http.SendAsync(IngressServer.Request("POST", "/backend-api/codex/responses"));

        var body = await answer.Content.ReadAsStringAsync();
        body.ShouldContain("internal_error");
        body.ShouldNotContain("secret");
    }

    private static Task Hold(TaskCompletionSource entered, TaskCompletionSource release)
    {
        entered.TrySetResult();
        return release.Task;
    }

    private static async Task<string> CodeAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement
            .GetProperty("error").GetProperty("code").GetString()!;
}
