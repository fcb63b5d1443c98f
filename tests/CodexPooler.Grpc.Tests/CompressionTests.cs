using CodexPooler.Grpc.Tests.Protos;
using CodexPooler.Grpc.Tests.TestData;
using Google.Protobuf;
using Grpc.Core;
using Shouldly;
using Xunit;

namespace CodexPooler.Grpc.Tests;

public sealed class CompressionTests
{
    private static readonly Metadata Gzip = new() { { "grpc-internal-encoding-request", "gzip" } };
    private static readonly ByteString Repetitive = ByteString.CopyFrom(new byte[200_000]);

    [Fact]
    public async Task Unary_GzipBothWays_ComesBackWhole()
    {
        await using var host = await ProbeHost.StartAsync(options => options.ResponseCompressionAlgorithm = "gzip");

        using var call = host.Client.UnaryAsync(new ProbeRequest { Payload = Repetitive, Text = "t" }, Gzip);
        var reply = await call;

        reply.Payload.Equals(Repetitive).ShouldBeTrue();
        reply.Text.ShouldBe("t");
    }

    [Fact]
    public async Task Unary_RequestEncodingOption_IsNamedOnTheWireAndNeverSentItself()
    {
        await using var host = await ProbeHost.StartAsync();
        var encoding = "";
        var leaked = true;
        long? size = 0;
        host.Behaviour.Unary = (request, context) =>
        {
            var headers = context.GetHttpContext().Request.Headers;
            encoding = headers["grpc-encoding"].ToString();
            leaked = headers.ContainsKey("grpc-internal-encoding-request");
            size = request.Payload.Length;
            return Task.FromResult(new ProbeReply());
        };

        await host.Client.UnaryAsync(new ProbeRequest { Payload = Repetitive }, Gzip);

        encoding.ShouldBe("gzip");
        leaked.ShouldBeFalse();
        size.ShouldBe(Repetitive.Length);
    }

    [Fact]
    public async Task Converse_GzipWithSomeMessagesUncompressed_DeliversAll()
    {
        await using var host = await ProbeHost.StartAsync(options => options.ResponseCompressionAlgorithm = "gzip");
        using var call = host.Client.Converse(Gzip);

        foreach (var flags in (WriteFlags[])[WriteFlags.None, WriteFlags.NoCompress, WriteFlags.None])
        {
            call.RequestStream.WriteOptions = new WriteOptions(flags);
            await call.RequestStream.WriteAsync(new ProbeRequest { Payload = Repetitive });
            (await call.ResponseStream.MoveNext(default).Bounded()).ShouldBeTrue();
            call.ResponseStream.Current.Payload.Length.ShouldBe(Repetitive.Length);
        }
    }

    [Theory]
    [InlineData("gzip", WriteFlags.None, 1)]
    [InlineData("gzip", WriteFlags.NoCompress, 0)]
    [InlineData("identity, gzip", WriteFlags.None, 1)]
    [InlineData("identity", WriteFlags.None, 0)]
    public async Task Response_CompressedFlag_FollowsTheClientAndTheCall(string accepted, WriteFlags flags, byte expectedFlag)
    {
        await using var host = await ProbeHost.StartAsync(options => options.ResponseCompressionAlgorithm = "gzip");
        host.Behaviour.Unary = (_, context) =>
        {
            context.WriteOptions = new WriteOptions(flags);
            return Task.FromResult(new ProbeReply { Payload = Repetitive });
        };
        using var client = new RawClient();

        var answer = await client.PostAsync(
            host.Address, "Unary", RawClient.Frame(new ProbeRequest()), headers: ("grpc-accept-encoding", accepted));

        answer.Body[0].ShouldBe(expectedFlag);
        (answer.Body.Length < 10_000).ShouldBe(expectedFlag == 1);
        answer.Headers.ContainsKey("grpc-encoding").ShouldBe(accepted.Contains("gzip"));
    }

    [Fact]
    public async Task Unary_EncodingNobodyKnows_IsRefusedByTheClient()
    {
        await using var host = await ProbeHost.StartAsync();

        Should.Throw<ArgumentException>(() => host.Client.UnaryAsync(
            new ProbeRequest(), new Metadata { { "grpc-internal-encoding-request", "snappy" } })).Message.ShouldContain("gzip");
    }
}
