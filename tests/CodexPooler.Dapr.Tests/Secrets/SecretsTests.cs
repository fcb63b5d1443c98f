using System.Net;
using CodexPooler.Dapr.Tests.TestData;
using Dapr;
using Shouldly;

namespace CodexPooler.Dapr.Tests.Secrets;

/// <summary>
/// dapr/dapr pkg/api/http/http_test.go TestV1SecretEndpoints, tests/integration/suite/daprd/secret/http/errors.go and
/// secret/secretscoping/secretscoping.go.
/// </summary>
public sealed class SecretsTests
{
    [Fact]
    public async Task Get_GoodKey_IsAMap()
    {
        await using var sidecar = await StartAsync();

        (await sidecar.Client.GetSecretAsync("mysecretstore", "mykey")).ShouldBe(new() { ["mykey"] = "myvalue" });
    }

    [Fact]
    public async Task Get_AfterTheStoreChanged_SeesTheNewValue()
    {
        await using var sidecar = await StartAsync();
        await sidecar.Client.GetSecretAsync("mysecretstore", "mykey");

        sidecar.Sidecar.Secrets.Set("mysecretstore", "mykey", new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" });

        (await sidecar.Client.GetSecretAsync("mysecretstore", "mykey")).ShouldBe(new() { ["a"] = "1", ["b"] = "2" });
    }

    [Fact]
    public async Task Get_AwkwardName_IsEscaped()
    {
        await using var sidecar = await StartAsync();
        sidecar.Sidecar.Secrets.Set("mysecretstore", "a/b +c%", new Dictionary<string, string> { ["k"] = "v" });

        (await sidecar.Client.GetSecretAsync("mysecretstore", "a/b +c%"))["k"].ShouldBe("v");
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public async Task Get_NameThatCleansAway_IsRefusedHere(string name)
    {
        await using var sidecar = await StartAsync();

        await Should.ThrowAsync<ArgumentException>(() => sidecar.Client.GetSecretAsync("mysecretstore", name));
    }

    [Theory]
    [InlineData("nonexistent-store", "mykey", HttpStatusCode.Unauthorized, "ERR_SECRET_STORE_NOT_FOUND")]
    [InlineData("mysecretstore", "denied-key", HttpStatusCode.Forbidden, "ERR_PERMISSION_DENIED")]
    [InlineData("mysecretstore", "missing", HttpStatusCode.InternalServerError, "ERR_SECRET_GET")]
    public async Task Get_Refused_CarriesStatusAndCode(string store, string name, HttpStatusCode status, string errorCode)
    {
        await using var sidecar = await StartAsync();

        var failure = await Should.ThrowAsync<DaprApiException>(() => sidecar.Client.GetSecretAsync(store, name));

        failure.StatusCode.ShouldBe(status);
        failure.ErrorCode.ShouldBe(errorCode);
        failure.Message.ShouldNotContain("DAPR_API_TOKEN");
    }

    [Fact]
    public async Task Get_NoStoreAtAll_Is500()
    {
        await using var sidecar = await TestSidecar.StartAsync();

        var failure = await Should.ThrowAsync<DaprApiException>(() => sidecar.Client.GetSecretAsync("mysecretstore", "mykey"));

        failure.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        failure.ErrorCode.ShouldBe("ERR_SECRET_STORES_NOT_CONFIGURED");
        failure.Message.ShouldContain("secret store is not configured");
    }

    [Fact]
    public async Task GetBulk_DeniedNames_AreFilteredSilently()
    {
        await using var sidecar = await StartAsync();

        var secrets = await sidecar.Client.GetBulkSecretAsync("mysecretstore");

        secrets.Keys.ShouldBe(["mykey"]);
        secrets["mykey"]["mykey"].ShouldBe("myvalue");
    }

    private static async Task<TestSidecar> StartAsync()
    {
        var sidecar = await TestSidecar.StartAsync(
            TestSidecar.Options with { DeniedSecrets = new HashSet<string> { "mysecretstore/denied-key" } });
        sidecar.Sidecar.Secrets.Set("mysecretstore", "mykey", new Dictionary<string, string> { ["mykey"] = "myvalue" });
        sidecar.Sidecar.Secrets.Set("mysecretstore", "denied-key", new Dictionary<string, string> { ["x"] = "hidden" });
        return sidecar;
    }
}
