using CodexPooler.Grpc.Interop.Tests.V1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Http;
using Shouldly;

namespace CodexPooler.Grpc.Interop.Tests.Malformed;

/// <summary>A raw HTTP/2 server answers our client with broken gRPC: each is a clean status and the connection is kept.</summary>
public sealed class OurClientAndLyingServer : IAsyncLifetime
{
    private static readonly byte[] Good = Frame.Of(0, new Reply { Text = "good" }.ToByteArray());
    private readonly LyingServer _server = new();
    private GrpcChannel _channel = null!;

    public async Task InitializeAsync()
    {
        await _server.StartAsync();
        _channel = GrpcChannel.ForAddress(_server.Address, new GrpcChannelOptions { MaxReceiveMessageSize = 1 << 20 });
    }

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public Task RawServer_LengthBeyondTheBody_IsInternal() => FailsAsync(StatusCode.Internal, Frame.Of(0, 100, [1]));

    [Fact]
    public Task RawServer_HalfAHeader_IsInternal() => FailsAsync(StatusCode.Internal, [0, 0]);

    [Fact]
    public Task RawServer_LengthOfFourGibibytes_IsResourceExhausted() =>
        FailsAsync(StatusCode.ResourceExhausted, Frame.Of(0, uint.MaxValue, [1]));

    [Fact]
    public Task RawServer_CompressedFlagWithoutAnEncoding_IsInternal() =>
        FailsAsync(StatusCode.Internal, Frame.Of(1, Frame.Gzip([10, 0])));

    [Fact]
    public Task RawServer_CompressedFlagOverPlainBytes_IsInternal() =>
        FailsAsync(StatusCode.Internal, Frame.Of(1, [10, 1, 65]), encoding: "gzip");

    [Fact]
    public Task RawServer_SmallGzipOfAHugeMessage_IsResourceExhausted() =>
        FailsAsync(StatusCode.ResourceExhausted, Frame.Of(1, Frame.Gzip(new byte[4 << 20])), encoding: "gzip");

    [Fact]
    public Task RawServer_BytesThatAreNoProtobuf_IsInternal() => FailsAsync(StatusCode.Internal, Frame.Of(0, [255, 255, 255]));

    [Fact]
    public Task RawServer_OkWithoutAMessage_IsInternal() => FailsAsync(StatusCode.Internal, []);

    [Fact]
    public Task RawServer_TwoMessagesInAUnaryCall_IsInternal() => FailsAsync(StatusCode.Internal, [.. Good, .. Good]);

    [Fact]
    public async Task RawServer_NoStatusAtAll_IsAFailure()
    {
        _server.Reply(Good, status: null);
        (await FailureAsync()).StatusCode.ShouldBeOneOf(StatusCode.Unknown, StatusCode.Internal, StatusCode.Cancelled);
        await StillCallsAsync();
    }

    [Fact]
    public Task RawServer_StatusThatIsNoNumber_IsUnknown() => FailsAsync(StatusCode.Unknown, Good, status: "fine");

    [Fact]
    public async Task RawServer_StatusOutsideTheCatalogue_IsUnknownOrKept()
    {
        _server.Reply([], status: "99");
        (await FailureAsync()).StatusCode.ShouldBeOneOf(StatusCode.Unknown, (StatusCode)99);
        await StillCallsAsync();
    }

    // The gRPC repository's doc/http-grpc-status-mapping.md.
    [Theory]
    [InlineData(400, StatusCode.Internal)]
    [InlineData(401, StatusCode.Unauthenticated)]
    [InlineData(403, StatusCode.PermissionDenied)]
    [InlineData(404, StatusCode.Unimplemented)]
    [InlineData(429, StatusCode.Unavailable)]
    [InlineData(502, StatusCode.Unavailable)]
    [InlineData(503, StatusCode.Unavailable)]
    [InlineData(504, StatusCode.Unavailable)]
    [InlineData(418, StatusCode.Unknown)]
    public async Task RawServer_HttpFailureWithHtml_MapsToItsStatus(int http, StatusCode expected)
    {
        _server.Answer = async context =>
        {
            context.Response.StatusCode = http;
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<h1>no</h1>");
        };
        (await FailureAsync()).StatusCode.ShouldBe(expected);
        await StillCallsAsync();
    }

    [Fact]
    public async Task RawServer_OkWithHtml_IsAFailure()
    {
        _server.Answer = async context =>
        {
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<h1>hello</h1>");
        };
        (await FailureAsync()).StatusCode.ShouldBeOneOf(StatusCode.Unknown, StatusCode.Internal, StatusCode.Cancelled);
        await StillCallsAsync();
    }

    [Fact]
    public async Task RawServer_ResetOfTheStream_IsAFailureOfThatCallAlone()
    {
        _server.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        (await FailureAsync()).StatusCode.ShouldBeOneOf(StatusCode.Internal, StatusCode.Unavailable, StatusCode.Cancelled);
        await StillCallsAsync();
    }

    private async Task FailsAsync(StatusCode expected, byte[] body, string? status = "0", string? encoding = null)
    {
        _server.Reply(body, status, encoding);
        var failure = await FailureAsync();
        failure.StatusCode.ShouldBe(expected, failure.Status.Detail);
        await StillCallsAsync();
    }

    private async Task<RpcException> FailureAsync() => await Should.ThrowAsync<RpcException>(async () => await CallAsync());

    private async Task StillCallsAsync()
    {
        _server.Reply(Good);
        (await CallAsync()).Text.ShouldBe("good");
        _server.Connections.ShouldBe(1);
    }

    private async Task<Reply> CallAsync() =>
        await new V1.Interop.InteropClient(_channel).UnaryAsync(new(), deadline: Patience.Deadline);
}
