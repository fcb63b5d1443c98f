using Dapr;
using Shouldly;

namespace CodexPooler.Dapr.Tests.SidecarApi;

/// <summary>Order and defaults: dotnet-sdk src/Dapr.Common/DaprDefaults.cs and its DaprDefaultTest.</summary>
public sealed class DaprEndpointsTests
{
    [Fact]
    public void Resolve_EmptyEnvironment_UsesDefaultPorts()
    {
        var endpoints = Resolve([]);

        endpoints.Http.ShouldBe(new Uri("http://127.0.0.1:3500/"));
        endpoints.Grpc.ShouldBe(new Uri("http://127.0.0.1:50001/"));
        endpoints.ApiToken.ShouldBeNull();
        endpoints.AppToken.ShouldBeNull();
    }

    [Fact]
    public void Resolve_Ports_AreOnLoopback()
    {
        var endpoints = Resolve(new() { ["DAPR_HTTP_PORT"] = "1234", ["DAPR_GRPC_PORT"] = "5678" });

        endpoints.Http.ShouldBe(new Uri("http://127.0.0.1:1234/"));
        endpoints.Grpc.ShouldBe(new Uri("http://127.0.0.1:5678/"));
    }

    [Fact]
    public void Resolve_EndpointAndPort_EndpointWins()
    {
        var endpoints = Resolve(new()
        {
            ["DAPR_HTTP_ENDPOINT"] = "https://dapr.example:8443",
            ["DAPR_HTTP_PORT"] = "1234",
            ["DAPR_GRPC_ENDPOINT"] = "http://dapr.example:9999/",
        });

        endpoints.Http.ShouldBe(new Uri("https://dapr.example:8443/"));
        endpoints.Grpc.ShouldBe(new Uri("http://dapr.example:9999/"));
    }

    [Fact]
    public void Resolve_Tokens_AreTrimmedAndEmptyMeansNone()
    {
        var endpoints = Resolve(new() { ["DAPR_API_TOKEN"] = " rosebud\n", ["APP_API_TOKEN"] = "" });

        endpoints.ApiToken.ShouldBe("rosebud");
        endpoints.AppToken.ShouldBeNull();
    }

    [Theory]
    [InlineData("DAPR_HTTP_PORT", "abc")]
    [InlineData("DAPR_GRPC_PORT", "70000")]
    [InlineData("DAPR_HTTP_ENDPOINT", "127.0.0.1:3500")]
    [InlineData("DAPR_GRPC_ENDPOINT", "ftp://host")]
    public void Resolve_Invalid_NamesTheVariable(string name, string value) =>
        Should.Throw<DaprException>(() => Resolve(new() { [name] = value })).Message.ShouldContain(name);

    private static DaprEndpoints Resolve(Dictionary<string, string> environment) =>
        DaprEndpoints.Resolve(name => environment.GetValueOrDefault(name));
}
