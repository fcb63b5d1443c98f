using CodexPooler.Grpc.Interop.Tests.Server;
using CodexPooler.Grpc.Interop.Tests.V1;
using Google.Protobuf;
using Shouldly;

namespace CodexPooler.Grpc.Interop.Tests.Malformed;

/// <summary>A raw HTTP/2 peer sends strange headers and paths.</summary>
public sealed class OurServerAndRawHeaders : IAsyncLifetime
{
    private readonly OurServer _server = new();
    private RawCaller _raw = null!;

    public async Task InitializeAsync()
    {
        await _server.StartAsync();
        _raw = new RawCaller(_server.Target);
    }

    public async Task DisposeAsync()
    {
        _raw.Dispose();
        await _server.DisposeAsync();
    }

    // The gRPC HTTP/2 specification: at most eight digits and one unit. What is not that cannot be honoured,
    // and a deadline the client believes in must not be dropped silently.
    [Theory]
    [InlineData("abc")]
    [InlineData("1")]
    [InlineData("S")]
    [InlineData("-1S")]
    [InlineData("+1S")]
    [InlineData("1.5S")]
    [InlineData("1X")]
    [InlineData("123456789S")]
    [InlineData("99999999999999999999999999999n")]
    [InlineData("1S1S")]
    public async Task RawPeer_TimeoutThatIsNone_GetsAStatusAndTheConnectionServesOn(string timeout)
    {
        var answer = await _raw.CallAsync(Frame.Good(), ("grpc-timeout", timeout));
        answer.Http.ShouldBe(200);
        answer.Status.ShouldBeOneOf("0", "13");
        await StillServesAsync();
    }

    [Theory]
    [InlineData("99999999H", 24L * 60 * 60 * 1000 * 365)]
    [InlineData("99999999S", 24L * 60 * 60 * 1000 * 365)]
    [InlineData("00000600S", 300_000)]
    public async Task RawPeer_EnormousTimeout_IsALongDeadline(string timeout, long atLeastMs)
    {
        var answer = await _raw.CallAsync(Frame.Good(), ("grpc-timeout", timeout));
        answer.Status.ShouldBe("0", answer.Message);
        // A deadline beyond what a clock can hold may also count as none (-1).
        var left = Reply.Parser.ParseFrom(answer.Body.AsSpan(5)).DeadlineLeftMs;
        (left == -1 || left >= atLeastMs).ShouldBeTrue($"{left} ms");
    }

    [Theory]
    [InlineData("0S")]
    [InlineData("1n")]
    [InlineData("1u")]
    public async Task RawPeer_TimeoutThatHasPassed_IsDeadlineExceeded(string timeout)
    {
        var hang = Frame.Of(0, new Request { Hang = true }.ToByteArray());
        (await _raw.CallAsync(hang, ("grpc-timeout", timeout))).Status.ShouldBe("4");
        await StillServesAsync();
    }

    [Theory]
    [InlineData("codex_pooler.interop.v1.Interop/Nothing")]
    [InlineData("codex_pooler.interop.v1.Nobody/Unary")]
    public async Task RawPeer_UnknownPath_IsUnimplemented(string path)
    {
        var answer = await _raw.CallAsync(path, Frame.Good());
        answer.Http.ShouldBe(200);
        answer.Status.ShouldBe("12");
        await StillServesAsync();
    }

    // Clients map this to Unimplemented.
    [Fact]
    public async Task RawPeer_PathOfNoMethod_IsNotFound()
    {
        (await _raw.CallAsync("nothing", Frame.Good())).Http.ShouldBe(404);
        await StillServesAsync();
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    [InlineData("application/grpc-web")]
    public async Task RawPeer_OtherContentType_IsUnsupportedMediaType(string type)
    {
        (await _raw.CallAsync(Frame.Good(), ("content-type", type))).Http.ShouldBe(415);
        await StillServesAsync();
    }

    [Theory]
    [InlineData("application/grpc+proto")]
    [InlineData("application/grpc; charset=utf-8")]
    public async Task RawPeer_GrpcContentTypes_AreServed(string type) =>
        (await _raw.CallAsync(Frame.Good(), ("content-type", type))).Status.ShouldBe("0");

    [Fact]
    public async Task RawPeer_BinaryMetadataThatIsNoBase64_GetsAStatus()
    {
        (await _raw.CallAsync(Frame.Good(), ("x-echo-trailing-bin", "*** no base64 ***"))).Status.ShouldNotBeNull();
        await StillServesAsync();
    }

    private async Task StillServesAsync()
    {
        (await _raw.CallAsync(Frame.Good())).Status.ShouldBe("0");
        _raw.Connections.ShouldBe(1);
    }
}
