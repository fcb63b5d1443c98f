using System.Net;
using CodexPooler.Dapr.Tests.Protos;
using CodexPooler.Dapr.Tests.TestData;
using Grpc.Core;
using Grpc.Net.Client;
using Shouldly;

namespace CodexPooler.Dapr.Tests.SidecarApi;

/// <summary>The sidecar shows APP_API_TOKEN on every call into the app: dapr/dapr pkg/channel/http, AppendAppTokenFn.</summary>
public sealed class AppTokenTests
{
    [Theory]
    [InlineData(null, StatusCode.Unauthenticated)]
    [InlineData("wrong", StatusCode.Unauthenticated)]
    [InlineData("app-token", StatusCode.OK)]
    public async Task Grpc_PastTheSidecar_NeedsTheToken(string? token, StatusCode expected)
    {
        await using var app = await EchoApp.StartAsync();
        using var channel = GrpcChannel.ForAddress(app.Address);
        var headers = new Metadata();
        if (token is not null)
            headers.Add("dapr-api-token", token);

        using var call = new Echo.EchoClient(channel).SayAsync(new EchoRequest { Text = "hi" }, headers);
        if (expected == StatusCode.OK)
            (await call).Text.ShouldBe("hi");
        else
            (await Should.ThrowAsync<RpcException>(async () => await call)).StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Http_PastTheSidecar_Is401NamingTheSetting()
    {
        await using var app = await EchoApp.StartAsync();
        using var http = new HttpClient
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var response = await http.GetAsync(new Uri(app.Address, "/orders/1"));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync()).ShouldContain("APP_API_TOKEN");
    }
}
