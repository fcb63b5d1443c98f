using CodexPooler.Dapr.Tests.Protos;
using CodexPooler.Dapr.Tests.TestData;
using CodexPooler.SidecarDouble;
using Dapr.Client;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Shouldly;

namespace CodexPooler.Dapr.Tests.Invocation;

/// <summary>
/// What the sidecar itself refuses: dapr/dapr pkg/messaging/grpc_proxy.go, pkg/acl, pkg/api/grpc/proxy/handler.go.
/// </summary>
public sealed class GrpcRefusalTests
{
    private const string Service = "/codexpooler.dapr.tests.v1.Echo";

    [Theory]
    [InlineData("echo", StatusCode.OK)]
    [InlineData("echo.production", StatusCode.OK)]
    [InlineData("dead", StatusCode.Unavailable)]
    [InlineData("unknown", StatusCode.Unavailable)]
    public async Task Call_ToAppId_EndsAs(string appId, StatusCode expected)
    {
        await using var app = await EchoApp.StartAsync();

        (await StatusOfAsync(app.Client(appId))).ShouldBe(expected);
    }

    [Fact]
    public async Task Call_AccessRules_DecideByMethod()
    {
        await using var app = await EchoApp.StartAsync(
            new AccessRule("echo", $"{Service}/Say", Allow: true), new AccessRule("echo", null, Allow: false));

        (await StatusOfAsync(app.Client())).ShouldBe(StatusCode.OK);
        using var sum = app.Client().Sum();
        (await Should.ThrowAsync<RpcException>(async () => await sum)).StatusCode.ShouldBe(StatusCode.PermissionDenied);
    }

    [Fact]
    public async Task Call_WithoutApiToken_IsUnauthenticated()
    {
        await using var app = await EchoApp.StartAsync();
        using var channel = GrpcChannel.ForAddress(app.Sidecar.GrpcEndpoint);

        var client = new Echo.EchoClient(channel.Intercept(new InvocationInterceptor("echo")));

        (await StatusOfAsync(client)).ShouldBe(StatusCode.Unauthenticated);
    }

    [Fact]
    public async Task Call_WithoutAppId_IsUnknown()
    {
        await using var app = await EchoApp.StartAsync();
        using var channel = GrpcChannel.ForAddress(app.Sidecar.GrpcEndpoint);

        var headers = new Metadata { { "dapr-api-token", "api-token" } };

        (await StatusOfAsync(new Echo.EchoClient(channel), headers)).ShouldBe(StatusCode.Unknown);
    }

    // Built-in retries make an unmarked stream unreplayable (1.5: FAILED_PRECONDITION).
    [Fact]
    public async Task Stream_WithoutStreamMark_IsFailedPrecondition()
    {
        await using var app = await EchoApp.StartAsync();
        using var channel = GrpcChannel.ForAddress(app.Sidecar.GrpcEndpoint);
        using var sum = new Echo.EchoClient(channel).Sum(
            new Metadata { { "dapr-api-token", "api-token" }, { "dapr-app-id", "echo" } });

        var failure = await Should.ThrowAsync<RpcException>(async () =>
        {
            await sum.RequestStream.WriteAsync(new EchoRequest { Number = 1 });
            await sum.RequestStream.WriteAsync(new EchoRequest { Number = 2 });
            await sum.RequestStream.CompleteAsync();
            await sum;
        });

        failure.StatusCode.ShouldBe(StatusCode.FailedPrecondition);
    }

    [Fact]
    public async Task Call_MessageBeyondTheLimit_IsResourceExhausted()
    {
        await using var app = await EchoApp.StartAsync();

        var failure = await Should.ThrowAsync<RpcException>(async () =>
            await app.Client().SayAsync(new EchoRequest { Text = new string('x', 70_000) }));

        failure.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task Call_InjectedFault_IsUnavailableOnceThenServed()
    {
        await using var app = await EchoApp.StartAsync();
        app.Sidecar.Faults.FailNext(new() { PathPrefix = Service });

        (await StatusOfAsync(app.Client())).ShouldBe(StatusCode.Unavailable);
        (await StatusOfAsync(app.Client())).ShouldBe(StatusCode.OK);
    }

    private static async Task<StatusCode> StatusOfAsync(Echo.EchoClient client, Metadata? headers = null)
    {
        try
        {
            await client.SayAsync(new EchoRequest { Text = "hi" }, headers);
            return StatusCode.OK;
        }
        catch (RpcException exception)
        {
            return exception.StatusCode;
        }
    }
}
