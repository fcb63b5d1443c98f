using CodexPooler.Dapr.Tests.TestData;
using CodexPooler.SidecarDouble.Faults;
using CodexPooler.Testing.Time;
using Dapr;
using Dapr.Client;
using Shouldly;

namespace CodexPooler.Dapr.Tests.SidecarApi;

public sealed class SidecarApiTests
{
    [Fact]
    public async Task CheckHealth_Up_IsTrue()
    {
        await using var sidecar = await TestSidecar.StartAsync();

        (await sidecar.Client.CheckHealthAsync()).ShouldBeTrue();
        (await sidecar.Client.CheckOutboundHealthAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task CheckHealth_NotReadyOrDown_IsFalse()
    {
        var sidecar = await TestSidecar.StartAsync();
        sidecar.Sidecar.Faults.FailNext(new Fault { ErrorCode = "ERR_HEALTH_NOT_READY" });

        (await sidecar.Client.CheckHealthAsync()).ShouldBeFalse();
        await sidecar.Sidecar.DisposeAsync();
        (await sidecar.Client.CheckHealthAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task WaitForSidecar_NotReadyTwice_AsksAgain()
    {
        await using var sidecar = await TestSidecar.StartAsync();
        sidecar.Sidecar.Faults.FailNext(new Fault { Count = 2, PathPrefix = "/v1.0/healthz/outbound" });
        var time = new ManualTimeProvider();
        using var client = new DaprClientBuilder()
            .UseHttpEndpoint(sidecar.Sidecar.HttpEndpoint.ToString()).UseTimeProvider(time).Build();

        var waiting = client.WaitForSidecarAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!waiting.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
            deadline.Token.ThrowIfCancellationRequested();
        }

        await waiting;
        (await client.CheckOutboundHealthAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Metadata_SetThenGet_IsExtended()
    {
        await using var sidecar = await TestSidecar.StartAsync();

        await sidecar.Client.SetMetadataAsync("a key/with spaces", "value + more");
        var metadata = await sidecar.Client.GetMetadataAsync();

        metadata.Extended["a key/with spaces"].ShouldBe("value + more");
        metadata.Components.ShouldContain(
            component => component.Name == TestSidecar.Store && component.Type == "state.in-memory");
    }

    [Fact]
    public async Task Shutdown_StopsTheSidecar()
    {
        await using var sidecar = await TestSidecar.StartAsync();

        await sidecar.Client.ShutdownSidecarAsync();

        await sidecar.Sidecar.WaitForShutdownAsync().WaitAsync(TimeSpan.FromSeconds(20));
        var failure = await Should.ThrowAsync<DaprException>(() => sidecar.Client.GetMetadataAsync());
        failure.Message.ShouldContain("did not answer");
    }

    [Theory]
    [InlineData("""{"errorCode":"ERR_X","message":"m"}""", "ERR_X", "m")]
    [InlineData(
        """{"errorCode":"ERR_X","message":"m","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo"}]}""", "ERR_X", "m")]
    [InlineData("invalid api token\n", null, "invalid api token")]
    [InlineData("", null, "")]
    [InlineData("[1]", null, "[1]")]
    [InlineData("""{"errorCode":7}""", null, "")]
    public void Parse_AnyBody_IsRead(string body, string? errorCode, string message) =>
        SidecarError.Parse(body).ShouldBe(new SidecarError(errorCode, message));
}
