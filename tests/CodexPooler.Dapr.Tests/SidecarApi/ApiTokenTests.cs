using System.Net;
using CodexPooler.Dapr.Tests.TestData;
using Dapr;
using Dapr.Client;
using Shouldly;

namespace CodexPooler.Dapr.Tests.SidecarApi;

/// <summary>dapr/dapr pkg/api/http/middlewares_test.go TestAPITokenAuthMiddleware; the token is that test's.</summary>
public sealed class ApiTokenTests
{
    [Fact]
    public async Task Call_WithToken_Passes()
    {
        await using var sidecar = await TestSidecar.StartAsync(TestSidecar.Options with { ApiToken = "rosebud" });

        (await sidecar.Client.GetMetadataAsync()).Id.ShouldBe("myapp");
    }

    [Fact]
    public async Task Call_WithoutToken_ThrowsWithThePlainTextAndTheRemedy()
    {
        await using var sidecar = await TestSidecar.StartAsync(TestSidecar.Options with { ApiToken = "rosebud" });
        using var client =
            new DaprClientBuilder().UseHttpEndpoint(sidecar.Sidecar.HttpEndpoint.ToString()).UseDaprApiToken("").Build();

        var failure = await Should.ThrowAsync<DaprApiException>(() => client.GetMetadataAsync());

        failure.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        failure.ErrorCode.ShouldBeNull();
        failure.Message.ShouldContain("invalid api token");
        failure.Message.ShouldContain("DAPR_API_TOKEN");
        failure.Message.ShouldNotContain("rosebud");
    }

    [Theory]
    [InlineData("GET", "/v1.0/healthz", HttpStatusCode.NoContent)]
    [InlineData("GET", "/v1.0/healthz/outbound", HttpStatusCode.NoContent)]
    [InlineData("GET", "/v1.0/healthz?appid=myapp", HttpStatusCode.NoContent)]
    [InlineData("GET", "/v1.0/healthz/", HttpStatusCode.NoContent)]
    [InlineData("PUT", "/v1.0/healthz", HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/v1.0/invoke/myapp/method/healthz", HttpStatusCode.Unauthorized)]
    [InlineData("GET", "/v1.0/invoke/myapp/method/something?foo=/healthz", HttpStatusCode.Unauthorized)]
    public async Task Double_WithoutToken_OpensHealthOnly(string method, string path, HttpStatusCode expected)
    {
        await using var sidecar = await TestSidecar.StartAsync(TestSidecar.Options with { ApiToken = "rosebud" });

        using var response = await sidecar.SendAsync(method, path);

        response.StatusCode.ShouldBe(expected);
        if (expected == HttpStatusCode.Unauthorized)
            (await response.Content.ReadAsStringAsync()).ShouldBe("invalid api token\n");
    }
}
