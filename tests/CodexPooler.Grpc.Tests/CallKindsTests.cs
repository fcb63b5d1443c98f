using CodexPooler.Grpc.Tests.Protos;
using CodexPooler.Grpc.Tests.TestData;
using Google.Protobuf;
using Grpc.Core;
using Shouldly;
using Xunit;

namespace CodexPooler.Grpc.Tests;

public sealed class CallKindsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Unary_OverASocket_ReturnsTheReply()
    {
        await using var host = await ProbeHost.StartAsync();

        using var call = host.Client.UnaryAsync(new ProbeRequest { Text = "häl", Count = 7 });
        var reply = await call;

        reply.Text.ShouldBe("häl");
        reply.Count.ShouldBe(7);
        call.GetStatus().ShouldBe(Status.DefaultSuccess);
    }

    [Fact]
    public async Task BlockingUnary_OverASocket_ReturnsTheReply()
    {
        await using var host = await ProbeHost.StartAsync();

        host.Client.Unary(new ProbeRequest { Text = "x" }).Text.ShouldBe("x");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(70_000)]
    [InlineData(3_000_000)]
    public async Task Unary_AnyPayloadSize_ComesBackWhole(int size)
    {
        await using var host = await ProbeHost.StartAsync();
        var payload = ByteString.CopyFrom([.. Enumerable.Range(0, size).Select(i => (byte)(i * 31))]);

        var reply = await host.Client.UnaryAsync(new ProbeRequest { Payload = payload });

        reply.Payload.Equals(payload).ShouldBeTrue();
    }

    [Fact]
    public async Task Collect_SeveralMessages_ReachTheServerInOrder()
    {
        await using var host = await ProbeHost.StartAsync();

        using var call = host.Client.Collect();
        foreach (var text in (string[])["a", "b", "c"]) await call.RequestStream.WriteAsync(new ProbeRequest { Text = text });
        await call.RequestStream.CompleteAsync();
        var reply = await call;

        reply.Text.ShouldBe("abc");
        reply.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Expand_SeveralMessages_ArriveInOrderAndEnd()
    {
        await using var host = await ProbeHost.StartAsync();

        using var call = host.Client.Expand(new ProbeRequest { Count = 100, Text = "t" });
        List<int> counts = [];
        await foreach (var reply in call.ResponseStream.ReadAllAsync()) counts.Add(reply.Count);

        counts.ShouldBe(Enumerable.Range(0, 100));
        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
    }

    [Fact]
    public async Task Converse_EachReplyAwaitedBeforeTheNextRequest_IsFullDuplex()
    {
        await using var host = await ProbeHost.StartAsync();

        using var call = host.Client.Converse();
        for (var i = 0; i < 5; i++)
        {
            await call.RequestStream.WriteAsync(new ProbeRequest { Count = i });
            (await call.ResponseStream.MoveNext(default).WaitAsync(Patience)).ShouldBeTrue();
            call.ResponseStream.Current.Count.ShouldBe(i);
        }

        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext(default).WaitAsync(Patience)).ShouldBeFalse();
    }

    [Fact]
    public async Task Converse_ServerSpeaksFirst_IsHeardBeforeAnyRequest()
    {
        await using var host = await ProbeHost.StartAsync();
        host.Behaviour.Converse = async (requests, replies, _) =>
        {
            await replies.WriteAsync(new ProbeReply { Text = "welcome" });
            await requests.MoveNext(CancellationToken.None);
        };

        using var call = host.Client.Converse();
        (await call.ResponseStream.MoveNext(default).WaitAsync(Patience)).ShouldBeTrue();

        call.ResponseStream.Current.Text.ShouldBe("welcome");
        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext(default).WaitAsync(Patience)).ShouldBeFalse();
    }
}
