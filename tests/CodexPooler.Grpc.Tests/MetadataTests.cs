using CodexPooler.Grpc.Tests.Protos;
using CodexPooler.Grpc.Tests.TestData;
using Grpc.Core;
using Shouldly;
using Xunit;

namespace CodexPooler.Grpc.Tests;

public sealed class MetadataTests
{
    private static readonly byte[] AllBytes = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];

    [Fact]
    public async Task Unary_AsciiAndBinaryRequestMetadata_ReachTheServer()
    {
        await using var host = await ProbeHost.StartAsync();
        Metadata? received = null;
        host.Behaviour.Unary = (_, context) =>
        {
            received = context.RequestHeaders;
            return Task.FromResult(new ProbeReply());
        };

        await host.Client.UnaryAsync(
            new ProbeRequest(),
            new Metadata { { "Plain-Key", "a value, with comma" }, { "raw-bin", AllBytes }, { "none-bin", [] } });

        received!.GetValue("plain-key").ShouldBe("a value, with comma");
        received.GetValueBytes("raw-bin").ShouldBe(AllBytes);
        received.GetValueBytes("none-bin").ShouldBe([]);
        received.ShouldNotContain(entry => entry.Key.StartsWith("grpc-") || entry.Key == "content-type" || entry.Key == "te");
    }

    [Fact]
    public async Task Unary_RepeatedBinaryKey_KeepsEveryValue()
    {
        await using var host = await ProbeHost.StartAsync();
        List<byte[]> received = [];
        host.Behaviour.Unary = (_, context) =>
        {
            received.AddRange(context.RequestHeaders.GetAll("raw-bin").Select(entry => entry.ValueBytes));
            return Task.FromResult(new ProbeReply());
        };

        await host.Client.UnaryAsync(new ProbeRequest(), new Metadata { { "raw-bin", [1] }, { "raw-bin", [2, 3] } });

        received.ShouldBe([[1], [2, 3]]);
    }

    [Fact]
    public async Task Unary_ResponseHeadersAndTrailers_ReachTheClientApart()
    {
        await using var host = await ProbeHost.StartAsync();
        host.Behaviour.Unary = async (_, context) =>
        {
            await context.WriteResponseHeadersAsync(new Metadata { { "head", "h" }, { "head-bin", AllBytes } });
            context.ResponseTrailers.Add("tail", "t");
            context.ResponseTrailers.Add("tail", "u");
            context.ResponseTrailers.Add("tail-bin", AllBytes);
            return new ProbeReply();
        };

        using var call = host.Client.UnaryAsync(new ProbeRequest());
        var headers = await call.ResponseHeadersAsync;
        await call;

        headers.GetValue("head").ShouldBe("h");
        headers.GetValueBytes("head-bin").ShouldBe(AllBytes);
        headers.Get("tail").ShouldBeNull();
        call.GetTrailers().GetAll("tail").Select(entry => entry.Value).ShouldBe(["t", "u"]);
        call.GetTrailers().GetValueBytes("tail-bin").ShouldBe(AllBytes);
        call.GetTrailers().Get("head").ShouldBeNull();
    }

    [Fact]
    public async Task Unary_ErrorWithTrailers_CarriesThemInTheException()
    {
        await using var host = await ProbeHost.StartAsync();
        host.Behaviour.Unary = (_, context) =>
        {
            context.ResponseTrailers.Add("from-context", "c");
            throw new RpcException(new Status(StatusCode.NotFound, "nothing"), new Metadata { { "from-throw-bin", AllBytes } });
        };

        var fault = await Should.ThrowAsync<RpcException>(async () => await host.Client.UnaryAsync(new ProbeRequest()));

        fault.StatusCode.ShouldBe(StatusCode.NotFound);
        fault.Trailers.GetValue("from-context").ShouldBe("c");
        fault.Trailers.GetValueBytes("from-throw-bin").ShouldBe(AllBytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("100% größer\r\n\t☃ 😀 %41")]
    public async Task Unary_ErrorDetail_ArrivesUnchanged(string detail)
    {
        await using var host = await ProbeHost.StartAsync();
        host.Behaviour.Unary = (_, _) => throw new RpcException(new Status(StatusCode.Aborted, detail));

        var fault = await Should.ThrowAsync<RpcException>(async () => await host.Client.UnaryAsync(new ProbeRequest()));

        fault.Status.ShouldBe(new Status(StatusCode.Aborted, detail));
    }

    [Fact]
    public async Task Expand_ErrorAfterMessages_ArrivesAfterThem()
    {
        await using var host = await ProbeHost.StartAsync();
        host.Behaviour.Expand = async (_, replies, _) =>
        {
            await replies.WriteAsync(new ProbeReply { Text = "one" });
            throw new RpcException(new Status(StatusCode.DataLoss, "gone"));
        };

        using var call = host.Client.Expand(new ProbeRequest());
        (await call.ResponseStream.MoveNext(default)).ShouldBeTrue();
        var fault = await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext(default));

        fault.Status.ShouldBe(new Status(StatusCode.DataLoss, "gone"));
        call.GetStatus().ShouldBe(fault.Status);
    }

    [Theory]
    [InlineData("spa ce")]
    [InlineData("")]
    [InlineData("ä")]
    [InlineData(":path")]
    public void Entry_KeyThatHttpForbids_IsRefused(string key) =>
        Should.Throw<ArgumentException>(() => new Metadata.Entry(key, "value"));

    [Theory]
    [InlineData("line\nbreak")]
    [InlineData("ü")]
    public void Entry_ValueThatIsNotAscii_IsRefused(string value) =>
        Should.Throw<ArgumentException>(() => new Metadata.Entry("key", value)).Message.ShouldContain("-bin");

    [Fact]
    public void Entry_TextUnderABinaryKey_IsRefused() =>
        Should.Throw<ArgumentException>(() => new Metadata.Entry("key-bin", "text"));

    [Fact]
    public void Add_ToFrozenMetadata_IsRefused() =>
        Should.Throw<InvalidOperationException>(() => Metadata.Empty.Add("key", "value"));
}
