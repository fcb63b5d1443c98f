using System.Net;
using CodexPooler.Dapr.Tests.TestData;
using CodexPooler.SidecarDouble;
using Dapr.Client;
using Shouldly;

namespace CodexPooler.Dapr.Tests.Invocation;

/// <summary>
/// dapr/dapr pkg/api/http/http_test.go TestV1DirectMessagingEndpoints; dotnet-sdk test/Dapr.Client.Test InvokeMethodTests.
/// </summary>
public sealed class HttpInvocationTests
{
    [Fact]
    public async Task Invoke_Method_ReachesTheAppWithCallerAndQuery()
    {
        await using var app = await EchoApp.StartAsync();

        var seen = await app.Http.InvokeMethodAsync<EchoApp.Seen>(HttpMethod.Get, "echo", "orders/a%20b?x=1&y=%2F");

        seen.ShouldBe(new EchoApp.Seen("GET", "a b", "?x=1&y=%2F", "caller", null));
    }

    [Fact]
    public async Task Invoke_AppAnswersWithoutSuccess_PassesItsAnswer()
    {
        await using var app = await EchoApp.StartAsync();

        var failure = await Should.ThrowAsync<InvocationException>(() =>
            app.Http.InvokeMethodAsync<int, EchoApp.Seen>(HttpMethod.Put, "echo", "orders/missing", 1));

        failure.AppId.ShouldBe("echo");
        failure.MethodName.ShouldBe("orders/missing");
        failure.Response!.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await failure.Response.Content.ReadAsStringAsync()).ShouldContain("\"method\":\"PUT\"");
    }

    [Fact]
    public async Task Invoke_UnknownApp_Is500DirectInvoke()
    {
        await using var app = await EchoApp.StartAsync();
        using var request = app.Http.CreateInvokeMethodRequest("unknown", "x");

        using var response = await app.Http.InvokeMethodWithResponseAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await response.Content.ReadAsStringAsync()).ShouldContain("ERR_DIRECT_INVOKE");
    }

    [Fact]
    public async Task Invoke_Denied_Is403()
    {
        await using var app = await EchoApp.StartAsync(new AccessRule("echo", null, Allow: false));

        var failure = await Should.ThrowAsync<InvocationException>(
            () => app.Http.InvokeMethodAsync(HttpMethod.Get, "echo", "orders/1"));

        failure.Response!.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task InvokeHttpClient_HostIsTheApp_GoesThroughTheSidecar()
    {
        await using var app = await EchoApp.StartAsync();
        using var http = DaprClient.CreateInvokeHttpClient("echo", app.Sidecar.HttpEndpoint.ToString(), "api-token");

        (await http.GetStringAsync("/orders/5?q=1")).ShouldContain("\"id\":\"5\",\"query\":\"?q=1\",\"caller\":\"caller\"");
    }
}
