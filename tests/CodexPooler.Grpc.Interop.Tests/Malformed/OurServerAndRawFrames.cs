using CodexPooler.Grpc.Interop.Tests.Server;
using CodexPooler.Grpc.Interop.Tests.V1;
using Google.Protobuf;
using Shouldly;

namespace CodexPooler.Grpc.Interop.Tests.Malformed;

/// <summary>A raw HTTP/2 peer sends broken gRPC: each gets a clean status and the connection serves on.</summary>
public sealed class OurServerAndRawFrames : IAsyncLifetime
{
    private const string Internal = "13";
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

    [Fact]
    public async Task RawPeer_WellFormedFrame_IsAnswered()
    {
        var answer = await _raw.CallAsync(Frame.Good());
        answer.Status.ShouldBe("0");
        Reply.Parser.ParseFrom(answer.Body.AsSpan(5)).Text.ShouldBe("good");
    }

    [Fact]
    public Task RawPeer_NoMessage_IsInternal() => RefusedAsync(Internal, []);

    [Fact]
    public Task RawPeer_HalfAHeader_IsInternal() => RefusedAsync(Internal, [0, 0, 0]);

    [Fact]
    public Task RawPeer_LengthBeyondTheBody_IsInternal() => RefusedAsync(Internal, Frame.Of(0, 100, new byte[10]));

    [Fact]
    public Task RawPeer_LengthOfFourGibibytes_IsResourceExhausted() => RefusedAsync("8", Frame.Of(0, uint.MaxValue, [1]));

    [Fact]
    public Task RawPeer_LengthJustAboveTheLimit_IsResourceExhausted() =>
        RefusedAsync("8", Frame.Of(0, OurServer.LargestMessage + 1, [1]));

    [Fact]
    public Task RawPeer_TwoMessagesInAUnaryCall_IsInternal() => RefusedAsync(Internal, [.. Frame.Good(), .. Frame.Good()]);

    [Fact]
    public Task RawPeer_BytesAfterTheMessage_IsInternal() => RefusedAsync(Internal, [.. Frame.Good(), 1, 2]);

    [Fact]
    public Task RawPeer_UnknownFlag_IsInternal() => RefusedAsync(Internal, Frame.Of(7, [1]));

    [Fact]
    public Task RawPeer_CompressedFlagWithoutAnEncoding_IsInternal() => RefusedAsync(Internal, Frame.Of(1, Frame.Gzip([10, 0])));

    [Fact]
    public Task RawPeer_CompressedFlagWithIdentity_IsInternal() =>
        RefusedAsync(Internal, Frame.Of(1, Frame.Gzip([10, 0])), ("grpc-encoding", "identity"));

    [Fact]
    public Task RawPeer_CompressedFlagOverPlainBytes_IsInternal() =>
        RefusedAsync(Internal, Frame.Of(1, [10, 1, 65]), ("grpc-encoding", "gzip"));

    [Fact]
    public Task RawPeer_TruncatedGzip_IsInternal() =>
        RefusedAsync(Internal, Frame.Of(1, Frame.Gzip(new byte[1000])[..12]), ("grpc-encoding", "gzip"));

    [Fact]
    public Task RawPeer_SmallGzipOfAHugeMessage_IsResourceExhausted() =>
        RefusedAsync("8", Frame.Of(1, Frame.Gzip(new byte[OurServer.LargestMessage * 2])), ("grpc-encoding", "gzip"));

    [Fact]
    public Task RawPeer_BytesThatAreNoProtobuf_IsInternal() => RefusedAsync(Internal, Frame.Of(0, [255, 255, 255, 255]));

    [Fact]
    public async Task RawPeer_UnknownEncoding_IsUnimplementedAndNamesTheKnownOnes()
    {
        var answer = await _raw.CallAsync(Frame.Of(1, [1]), ("grpc-encoding", "zpaq"));
        answer.Status.ShouldBe("12");
        answer.AcceptEncoding.ShouldNotBeNull().ShouldContain("gzip");
        await StillServesAsync();
    }

    [Fact]
    public async Task RawPeer_UncompressedMessageUnderGzipEncoding_IsAnswered() =>
        (await _raw.CallAsync(Frame.Good(), ("grpc-encoding", "gzip"))).Status.ShouldBe("0");

    [Fact]
    public async Task RawPeer_ManyBrokenCallsAtOnce_LeaveTheOthersAlone()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            i % 2 == 0 ? _raw.CallAsync(Frame.Good($"{i}")) : _raw.CallAsync(Frame.Of(1, [1, 2, 3]), ("grpc-encoding", "gzip"))));
        for (var i = 0; i < answers.Length; i++)
            answers[i].Status.ShouldBe(i % 2 == 0 ? "0" : Internal);
    }

    private async Task RefusedAsync(string status, byte[] body, params (string, string)[] headers)
    {
        var answer = await _raw.CallAsync(body, headers);
        answer.Http.ShouldBe(200);
        answer.Status.ShouldBe(status, answer.Message);
        answer.Message.ShouldNotBeNullOrWhiteSpace();
        await StillServesAsync();
    }

    private async Task StillServesAsync()
    {
        (await _raw.CallAsync(Frame.Good())).Status.ShouldBe("0");
        _raw.Connections.ShouldBe(1);
    }
}
