using CodexPooler.Grpc.Interop.Tests.Peers;
using Grpc.Core;
using Shouldly;

namespace CodexPooler.Grpc.Interop.Tests.ToPeers;

/// <summary>Our client calls a peer's server: the four kinds of call, big messages, compression.</summary>
public abstract class OurCalls(PeerFixture fixture)
{
    [PeerFact]
    public async Task Unary_TextAndPayload_RoundTrip()
    {
        var client = await fixture.ClientAsync();
        var reply = await client.UnaryAsync(
            new() { Text = "grüße ☃", Payload = Payload.OfSize(1000), ReplySize = 70_000 }, deadline: Patience.Deadline);
        reply.Text.ShouldBe("grüße ☃");
        reply.ReceivedSha256.ShouldBe(Payload.Sha256(1000));
        Payload.Sha256(reply.Payload).ShouldBe(Payload.Sha256(70_000));
    }

    [PeerFact]
    public async Task Unary_Blocking_RoundTrips()
    {
        var client = await fixture.ClientAsync();
        client.Unary(new() { Text = "blocking" }, deadline: Patience.Deadline).Text.ShouldBe("blocking");
    }

    [PeerFact]
    public async Task Unary_HundredAtOnce_AllAnswerTheirOwn()
    {
        var client = await fixture.ClientAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => client.UnaryAsync(
            new() { Text = $"call {i}", Payload = Payload.OfSize(i * 300) }, deadline: Patience.Deadline).ResponseAsync));
        for (var i = 0; i < replies.Length; i++)
            replies[i].ShouldSatisfyAllConditions(
                reply => reply.Text.ShouldBe($"call {i}"), reply => reply.ReceivedSha256.ShouldBe(Payload.Sha256(i * 300)));
    }

    [PeerFact]
    public async Task ServerStream_ManyReplies_ArriveInOrder()
    {
        var client = await fixture.ClientAsync();
        using var call = client.ServerStream(new() { Count = 500, ReplySize = 2000 }, deadline: Patience.Deadline);
        var indexes = new List<int>();
        await foreach (var reply in call.ResponseStream.ReadAllAsync())
        {
            indexes.Add(reply.Index);
            reply.Payload.Length.ShouldBe(2000);
        }
        indexes.ShouldBe(Enumerable.Range(0, 500));
        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
    }

    [PeerFact]
    public async Task ClientStream_ManyRequests_AreAllRead()
    {
        var client = await fixture.ClientAsync();
        using var call = client.ClientStream(deadline: Patience.Deadline);
        for (var i = 0; i < 200; i++)
            await call.RequestStream.WriteAsync(new() { Text = $"{i}", Payload = Payload.OfSize(251) });
        await call.RequestStream.CompleteAsync();
        var reply = await call;
        reply.Index.ShouldBe(200);
        reply.Text.ShouldBe(string.Join(',', Enumerable.Range(0, 200)));
        reply.ReceivedSha256.ShouldBe(Payload.Sha256(200 * 251));
    }

    [PeerFact]
    public async Task Duplex_EachRequestAfterTheLastReply_IsAnsweredAtOnce()
    {
        var client = await fixture.ClientAsync();
        using var call = client.Duplex(deadline: Patience.Deadline);
        for (var i = 0; i < 50; i++)
        {
            await call.RequestStream.WriteAsync(new() { Text = $"{i}" });
            (await call.ResponseStream.MoveNext(default)).ShouldBeTrue();
            call.ResponseStream.Current.Text.ShouldBe($"{i}");
        }
        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext(default)).ShouldBeFalse();
    }

    [PeerFact]
    public async Task Unary_EightMebibytesEachWay_RoundTrip()
    {
        const int Size = 8 << 20;
        var client = await fixture.ClientAsync();
        var reply = await client.UnaryAsync(
            new() { Payload = Payload.OfSize(Size), ReplySize = Size }, deadline: Patience.Deadline);
        reply.ReceivedSha256.ShouldBe(Payload.Sha256(Size));
        Payload.Sha256(reply.Payload).ShouldBe(Payload.Sha256(Size));
    }

    [PeerFact]
    public async Task Unary_ReplyAboveOurLimit_IsResourceExhaustedAndTheNextCallWorks()
    {
        var client = await fixture.ClientAsync();
        var call = client.UnaryAsync(new() { ReplySize = PeerFixture.LargestReply + 1 }, deadline: Patience.Deadline);
        (await Should.ThrowAsync<RpcException>(async () => await call)).StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        (await client.UnaryAsync(new() { Text = "still here" }, deadline: Patience.Deadline)).Text.ShouldBe("still here");
    }

    [PeerFact]
    public async Task Gzip_Request_IsSmallOnTheWire()
    {
        await using var tap = new ByteTap((await fixture.PeerAsync()).Port);
        using var channel = PeerFixture.NewChannel(tap.Target);
        const int Size = 2 << 20;
        var reply = await new V1.Interop.InteropClient(channel).UnaryAsync(
            new() { Payload = Payload.OfSize(Size) },
            new Metadata { { "grpc-internal-encoding-request", "gzip" } }, Patience.Deadline);
        reply.ReceivedSha256.ShouldBe(Payload.Sha256(Size));
        tap.Forwarded.ShouldBeInRange(1, Size / 4);
    }
}
