using System.Net;
using System.Text.Json;
using CodexPooler.Dapr.Tests.TestData;
using CodexPooler.Testing.Time;
using Shouldly;

namespace CodexPooler.Dapr.Tests.State;

/// <summary>
/// Literal exchanges of the upstream suites, so that the double the client is tested against is itself held to them.
/// </summary>
public sealed class StateContractTests
{
    // dapr/dapr tests/integration/suite/daprd/state/http/basic.go, "bad json".
    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("foobar")]
    [InlineData("[{}]")]
    [InlineData("""[{"key": "ke||y1", "value": "value1"}]""")]
    [InlineData("""[{"key": "key1", "value": "value1"},]""")]
    [InlineData("""[{"key": "key1", "value": "value1"},{"key": "key2", "value": "value1"},]""")]
    [InlineData("""[{"key": "key1", "value": "value1", "etag": 123}]""")]
    [InlineData("""[{"ey": "key0", "value": "value1"}]""")]
    public async Task Save_BadJson_Is400Malformed(string body)
    {
        await using var sidecar = await TestSidecar.StartAsync();

        using var response = await sidecar.SendAsync("POST", "/v1.0/state/store1", body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).ShouldContain("ERR_MALFORMED_REQUEST");
    }

    // basic.go, "good json".
    [Theory]
    [InlineData("[]")]
    [InlineData("""[{"key": "key1", "vae": "value1"}]""")]
    [InlineData("""[{"key": "key1", "value": "value1"}]""")]
    [InlineData("""[{"key": "key1", "value": "value1"},{"key": "key2", "value": "value1"}]""")]
    public async Task Save_GoodJson_Is204Empty(string body)
    {
        await using var sidecar = await TestSidecar.StartAsync();

        using var response = await sidecar.SendAsync("POST", "/v1.0/state/store1", body);

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await response.Content.ReadAsStringAsync()).ShouldBeEmpty();
    }

    // tests/integration/suite/daprd/state/http/errors.go; pkg/api/http/http_test.go TestV1StateEndpoints, first case.
    [Theory]
    [InlineData("GET", "/v1.0/state/nonexistantStore/bad-key")]
    [InlineData("DELETE", "/v1.0/state/nonexistantStore/bad-key")]
    [InlineData("POST", "/v1.0/state/nonexistantStore/")]
    [InlineData("PUT", "/v1.0/state/nonexistantStore/bulk")]
    [InlineData("POST", "/v1.0/state/nonexistantStore/transaction")]
    public async Task Any_UnknownStore_Is400WithDetails(string method, string path)
    {
        await using var sidecar = await TestSidecar.StartAsync();

        using var response = await sidecar.SendAsync(method, path, method is "GET" or "DELETE" ? null : "");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        error.GetProperty("errorCode").GetString().ShouldBe("ERR_STATE_STORE_NOT_FOUND");
        error.GetProperty("message").GetString().ShouldBe("state store nonexistantStore is not found");
        var detail = error.GetProperty("details")[0];
        detail.GetProperty("@type").GetString().ShouldBe("type.googleapis.com/google.rpc.ErrorInfo");
        detail.GetProperty("reason").GetString().ShouldBe("DAPR_STATE_NOT_FOUND");
        detail.GetProperty("domain").GetString().ShouldBe("dapr.io");
    }

    // tests/integration/suite/daprd/state/http/ttl.go.
    [Fact]
    public async Task Save_WithTtl_TellsAndKeepsTheExpiry()
    {
        var time = new ManualTimeProvider();
        await using var sidecar = await TestSidecar.StartAsync(time: time);
        using var saved = await sidecar.SendAsync(
            "POST", "/v1.0/state/store1", """[{"key": "key1", "value": "value1", "metadata": {"ttlInSeconds": "3"}}]""");
        saved.StatusCode.ShouldBe(HttpStatusCode.NoContent);

        using var before = await sidecar.SendAsync("GET", "/v1.0/state/store1/key1");
        time.Advance(TimeSpan.FromSeconds(3));
        using var after = await sidecar.SendAsync("GET", "/v1.0/state/store1/key1");

        (await before.Content.ReadAsStringAsync()).ShouldBe("\"value1\"");
        before.Headers.GetValues("metadata.ttlExpireTime").ShouldBe(["2026-01-01T00:00:03Z"]);
        after.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }
}
