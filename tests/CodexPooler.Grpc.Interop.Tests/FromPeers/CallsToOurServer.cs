using CodexPooler.Grpc.Interop.Tests.Peers;
using CodexPooler.Grpc.Interop.Tests.Server;
using Shouldly;

namespace CodexPooler.Grpc.Interop.Tests.FromPeers;

/// <summary>A peer's client calls our server: the four kinds of call, big messages, compression.</summary>
public abstract class CallsToOurServer(PeerFixture fixture)
{
    [PeerFact]
    public async Task Unary_TextAndPayload_RoundTrip()
    {
        var result = await RunAsync(
            new("Unary", new PeerRequest { Text = "grüße ☃", PayloadSize = 1000, ReplySize = 70_000 }));
        result.Code.ShouldBe(0, result.Details);
        result.Replies.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            reply => reply.Text.ShouldBe("grüße ☃"),
            reply => reply.ReceivedSha256.ShouldBe(Payload.Sha256(1000)),
            reply => reply.Sha256.ShouldBe(Payload.Sha256(70_000)));
    }

    [PeerFact]
    public async Task Unary_HundredAtOnce_AllAnswerTheirOwn()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 100)
            .Select(i => RunAsync(new("Unary", new PeerRequest { Text = $"call {i}", PayloadSize = i * 300 }))));
        for (var i = 0; i < results.Length; i++)
            results[i].Replies.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
                reply => reply.Text.ShouldBe($"call {i}"), reply => reply.ReceivedSha256.ShouldBe(Payload.Sha256(i * 300)));
    }

    [PeerFact]
    public async Task ServerStream_ManyReplies_ArriveInOrder()
    {
        var result = await RunAsync(new("ServerStream", new PeerRequest { Count = 500, ReplySize = 2000 }));
        result.Code.ShouldBe(0, result.Details);
        result.Replies.Select(reply => reply.Index).ShouldBe(Enumerable.Range(0, 500));
        result.Replies.ShouldAllBe(reply => reply.Size == 2000);
    }

    [PeerFact]
    public async Task ServerStream_NoReplies_EndsWell() =>
        (await RunAsync(new("ServerStream", new PeerRequest()))).ShouldSatisfyAllConditions(
            result => result.Code.ShouldBe(0, result.Details), result => result.Replies.ShouldBeEmpty());

    [PeerFact]
    public async Task ClientStream_ManyRequests_AreAllRead()
    {
        var requests = Enumerable.Range(0, 200).Select(i => new PeerRequest { Text = $"{i}", PayloadSize = 251 }).ToArray();
        var result = await RunAsync(new("ClientStream", requests));
        result.Code.ShouldBe(0, result.Details);
        result.Replies.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            reply => reply.Index.ShouldBe(200),
            reply => reply.Text.ShouldBe(string.Join(',', Enumerable.Range(0, 200))),
            reply => reply.ReceivedSha256.ShouldBe(Payload.Sha256(200 * 251)));
    }

    [PeerFact]
    public async Task ClientStream_NoRequests_IsAnswered() =>
        (await RunAsync(new("ClientStream"))).Replies.ShouldHaveSingleItem().Index.ShouldBe(0);

    [PeerFact]
    public async Task Duplex_EachRequestAfterTheLastReply_IsAnsweredAtOnce()
    {
        var requests = Enumerable.Range(0, 50).Select(i => new PeerRequest { Text = $"{i}" }).ToArray();
        var result = await RunAsync(new("Duplex", requests) { Lockstep = true });
        result.Code.ShouldBe(0, result.Details);
        result.Replies.Select(reply => reply.Text).ShouldBe(Enumerable.Range(0, 50).Select(i => $"{i}"));
    }

    [PeerFact]
    public async Task Unary_EightMebibytesEachWay_RoundTrip()
    {
        const int Size = 8 << 20;
        var result = await RunAsync(new("Unary", new PeerRequest { PayloadSize = Size, ReplySize = Size }));
        result.Code.ShouldBe(0, result.Details);
        result.Replies.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            reply => reply.ReceivedSha256.ShouldBe(Payload.Sha256(Size)), reply => reply.Sha256.ShouldBe(Payload.Sha256(Size)));
    }

    [PeerFact]
    public async Task Unary_RequestAboveTheLimit_IsResourceExhaustedAndTheNextCallWorks()
    {
        var tooBig = await RunAsync(new("Unary", new PeerRequest { PayloadSize = OurServer.LargestMessage + 1 }));
        tooBig.Code.ShouldBe(8, tooBig.Details);
        (await RunAsync(new("Unary", new PeerRequest { Text = "still here" }))).Replies.ShouldHaveSingleItem();
    }

    [PeerFact]
    public async Task Gzip_RequestAndReply_AreSmallOnTheWire()
    {
        await using var server = new OurServer(responseCompression: "gzip");
        await server.StartAsync();
        await using var tap = new ByteTap(server.Port);
        var peer = await fixture.PeerAsync();
        const int Size = 2 << 20;
        var result = await peer.RunAsync(
            new("Unary", new PeerRequest { PayloadSize = Size, ReplySize = Size }) { Gzip = true, Target = tap.Target });
        result.Code.ShouldBe(0, result.Details);
        result.Replies.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            reply => reply.ReceivedSha256.ShouldBe(Payload.Sha256(Size)), reply => reply.Sha256.ShouldBe(Payload.Sha256(Size)));
        tap.Forwarded.ShouldBeInRange(1, Size / 4);
        tap.Returned.ShouldBeInRange(1, Size / 4);
    }

    private async Task<PeerResult> RunAsync(PeerCommand command) =>
        await (await fixture.PeerAsync()).RunAsync(command with { Target = fixture.Server.Target });
}
