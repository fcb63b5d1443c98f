using System.IO.Compression;
using CodexPooler.Grpc.Tests.Protos;
using CodexPooler.Grpc.Tests.TestData;
using Google.Protobuf;
using Grpc.Core;
using Shouldly;
using Xunit;

namespace CodexPooler.Grpc.Tests;

/// <summary>Hand-made bytes against the server. Expected answers: grpc/grpc, doc/PROTOCOL-HTTP2.md and statuscodes.md.</summary>
public sealed class MalformedRequestTests
{
    private static readonly byte[] Valid = RawClient.Frame(new ProbeRequest { Text = "x" });

    public static TheoryData<string, byte[], StatusCode> Bodies => new()
    {
        { "empty", [], StatusCode.Internal },
        { "half a header", [0, 0, 0], StatusCode.Internal },
        { "header without payload", [0, 0, 0, 0, 9], StatusCode.Internal },
        { "length longer than the body", RawClient.Frame([1, 2, 3], length: 100), StatusCode.Internal },
        { "length shorter than the body", RawClient.Frame([10, 1, 65, 0, 0, 0], length: 3), StatusCode.Internal },
        { "two messages", [.. Valid, .. Valid], StatusCode.Internal },
        { "flag 2", RawClient.Frame([], flag: 2), StatusCode.Internal },
        { "flag 255", RawClient.Frame([], flag: 255), StatusCode.Internal },
        { "compressed without an encoding", RawClient.Frame([1, 2], flag: 1), StatusCode.Internal },
        { "length of 4 GiB", RawClient.Frame([], length: uint.MaxValue), StatusCode.ResourceExhausted },
        { "length above the limit", RawClient.Frame([], length: 5_000_000), StatusCode.ResourceExhausted },
        { "payload is not protobuf", RawClient.Frame([0x0a, 0xff, 0xff, 0xff, 0xff]), StatusCode.Internal },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Unary_MalformedBody_GetsACleanStatusAndTheConnectionSurvives(string what, byte[] body, StatusCode expected)
    {
        await using var host = await ProbeHost.StartAsync();
        using var client = new RawClient();

        var answer = await client.PostAsync(host.Address, "Unary", body);

        answer.HttpStatus.ShouldBe(200, what);
        answer.Status.ShouldBe(expected, what);
        answer.IsTrailersOnly.ShouldBeTrue(what);
        await ShouldStillServe(client, host);
    }

    [Theory]
    [InlineData("Collect")]
    [InlineData("Converse")]
    public async Task RequestStream_EndsWithinAMessage_IsInternal(string method)
    {
        await using var host = await ProbeHost.StartAsync();
        using var client = new RawClient();

        var answer = await client.PostAsync(host.Address, method, [.. Valid, 0, 0, 0, 0, 50, 1]);

        answer.Status.ShouldBe(StatusCode.Internal);
        await ShouldStillServe(client, host);
    }

    [Theory]
    [InlineData("identity", 1, StatusCode.Internal)]
    [InlineData("gzip", 1, StatusCode.Internal)]
    [InlineData("snappy", 0, StatusCode.Unimplemented)]
    [InlineData("gzip", 0, StatusCode.OK)]
    public async Task Unary_CompressedFlagAndEncodingDisagree_GetsACleanStatus(string encoding, byte flag, StatusCode expected)
    {
        await using var host = await ProbeHost.StartAsync();
        using var client = new RawClient();
        var payload = new ProbeRequest { Text = "not gzip" }.ToByteArray();

        var answer = await client.PostAsync(
            host.Address, "Unary", RawClient.Frame(payload, flag), headers: ("grpc-encoding", encoding));

        answer.Status.ShouldBe(expected);
        if (encoding == "snappy") answer.Headers["grpc-accept-encoding"].ShouldBe("identity,gzip");
        await ShouldStillServe(client, host);
    }

    [Fact]
    public async Task Unary_GzipThatUnfoldsBeyondTheLimit_IsResourceExhausted()
    {
        await using var host = await ProbeHost.StartAsync(options => options.MaxReceiveMessageSize = 100_000);
        using var client = new RawClient();
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize)) gzip.Write(new byte[50_000_000]);
        packed.ToArray().Length.ShouldBeLessThan(100_000);

        var answer = await client.PostAsync(
            host.Address, "Unary", RawClient.Frame(packed.ToArray(), flag: 1), headers: ("grpc-encoding", "gzip"));

        answer.Status.ShouldBe(StatusCode.ResourceExhausted);
        await ShouldStillServe(client, host);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("1")]
    [InlineData("-1S")]
    [InlineData("1.5S")]
    [InlineData("999999999S")]
    [InlineData("1x")]
    [InlineData("１S")]
    public async Task Unary_MalformedTimeout_IsInternal(string timeout)
    {
        await using var host = await ProbeHost.StartAsync();
        using var client = new RawClient();
        if (timeout.Any(c => c > 127)) timeout = "%31S";

        var answer = await client.PostAsync(host.Address, "Unary", Valid, headers: ("grpc-timeout", timeout));

        answer.Status.ShouldBe(StatusCode.Internal);
        answer.Message.ShouldContain("grpc-timeout");
        await ShouldStillServe(client, host);
    }

    [Theory]
    [InlineData("99999999H")]
    [InlineData("99999999M")]
    [InlineData("00000001H")]
    public async Task Unary_HugeTimeout_IsServed(string timeout)
    {
        await using var host = await ProbeHost.StartAsync();
        using var client = new RawClient();

        (await client.PostAsync(host.Address, "Unary", Valid, headers: ("grpc-timeout", timeout))).Status.ShouldBe(StatusCode.OK);
    }

    [Fact]
    public async Task Unary_BinaryMetadataThatIsNotBase64_FailsOnlyWhenRead()
    {
        await using var host = await ProbeHost.StartAsync();
        host.Behaviour.Unary = (_, context) => Task.FromResult(new ProbeReply { Count = context.RequestHeaders.Count });
        using var client = new RawClient();

        var answer = await client.PostAsync(host.Address, "Unary", Valid, headers: ("odd-bin", "!!!"));

        answer.Status.ShouldBe(StatusCode.Internal);
        await ShouldStillServe(client, host);
    }

    private static async Task ShouldStillServe(RawClient client, ProbeHost host)
    {
        host.Behaviour.Unary = (request, _) => Task.FromResult(new ProbeReply { Text = request.Text });
        var answer = await client.PostAsync(host.Address, "Unary", Valid);
        answer.Status.ShouldBe(StatusCode.OK);
        client.Connections.ShouldBe(1);
    }
}
