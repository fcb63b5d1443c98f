using CodexPooler.Grpc.Interop.Tests.Peers;
using Grpc.Core;
using Shouldly;

namespace CodexPooler.Grpc.Interop.Tests.ToPeers;

/// <summary>Our client calls a peer's server: statuses, metadata, deadlines, cancellation.</summary>
public abstract class EndingsOfOurCalls(PeerFixture fixture)
{
    private const string Message = "50% né ☃\n日本 \"q\" %41";

    [PeerFact]
    public async Task EveryStatusCode_InEveryKindOfCall_ArrivesWithItsMessage()
    {
        foreach (var kind in OurCall.Kinds)
            foreach (var code in Enumerable.Range(1, 16))
            {
                var call = OurCall.Start(
                    kind, await fixture.ClientAsync(), new() { StatusCode = code, StatusMessage = $"{Message} {code}" },
                    new CallOptions(deadline: Patience.Deadline));
                var failure = await Should.ThrowAsync<RpcException>(call.Completion);
                failure.StatusCode.ShouldBe((StatusCode)code, kind);
                failure.Status.Detail.ShouldBe($"{Message} {code}", kind);
            }
    }

    [PeerFact]
    public async Task ServerStream_StatusAfterReplies_KeepsTheReplies()
    {
        var client = await fixture.ClientAsync();
        using var call = client.ServerStream(new() { Count = 3, StatusCode = 9 }, deadline: Patience.Deadline);
        for (var i = 0; i < 3; i++)
            (await call.ResponseStream.MoveNext(default)).ShouldBeTrue();
        var failure = await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext(default));
        failure.StatusCode.ShouldBe(StatusCode.FailedPrecondition);
    }

    [PeerFact]
    public async Task Unserved_Method_IsUnimplemented()
    {
        var client = await fixture.ClientAsync();
        var failure = await Should.ThrowAsync<RpcException>(
            async () => await client.UnservedAsync(new(), deadline: Patience.Deadline));
        failure.StatusCode.ShouldBe(StatusCode.Unimplemented);
    }

    [PeerFact]
    public async Task Metadata_AsciiAndBinary_ComesBackInHeadersAndTrailers()
    {
        byte[] binary = [0, 1, 127, 128, 255, 44];
        foreach (var kind in OurCall.Kinds)
        {
            var headers = new Metadata { { "x-echo-initial", "plain: ~!@ value" }, { "x-echo-trailing-bin", binary } };
            var call = OurCall.Start(kind, await fixture.ClientAsync(), new(), new CallOptions(headers, Patience.Deadline));
            await call.Completion;
            (await call.Headers).GetValue("x-echo-initial").ShouldBe("plain: ~!@ value", kind);
            call.Trailers().GetValueBytes("x-echo-trailing-bin").ShouldBe(binary, kind);
        }
    }

    [PeerFact]
    public async Task Metadata_OnAFailedCall_IsInTheException()
    {
        byte[] binary = [0, 255];
        var call = OurCall.Start("Unary", await fixture.ClientAsync(), new() { StatusCode = 5 },
            new CallOptions(new Metadata { { "x-echo-trailing-bin", binary } }, Patience.Deadline));
        var failure = await Should.ThrowAsync<RpcException>(call.Completion);
        failure.Trailers.GetValueBytes("x-echo-trailing-bin").ShouldBe(binary);
    }

    [PeerFact]
    public async Task Deadline_Sent_IsSeenByThePeer()
    {
        var client = await fixture.ClientAsync();
        (await client.UnaryAsync(new(), deadline: DateTime.UtcNow.AddSeconds(45))).DeadlineLeftMs.ShouldBeInRange(15_000, 45_000);
        (await client.UnaryAsync(new())).DeadlineLeftMs.ShouldBe(-1);
    }

    [PeerFact]
    public async Task Deadline_Passed_EndsTheCallOnBothSides()
    {
        await Task.WhenAll(OurCall.Kinds.Select(EndsOnBothSidesAsync));

        async Task EndsOnBothSidesAsync(string kind)
        {
            var id = $"{kind}-{Guid.NewGuid()}";
            var client = await fixture.ClientAsync();
            var call = OurCall.Start(kind, client, new() { Hang = true },
                new CallOptions(CallId(id), DateTime.UtcNow.AddSeconds(3)), keepOpen: true);
            (await Should.ThrowAsync<RpcException>(call.Completion)).StatusCode.ShouldBe(StatusCode.DeadlineExceeded, kind);
            (await client.ObserveAsync(new() { CallId = id }, deadline: Patience.Deadline)).Cancelled.ShouldBeTrue(kind);
        }
    }

    [PeerFact]
    public async Task Cancel_FromOurSide_ReachesThePeer()
    {
        foreach (var kind in OurCall.Kinds)
        {
            var id = $"{kind}-{Guid.NewGuid()}";
            var client = await fixture.ClientAsync();
            using var cancel = new CancellationTokenSource();
            var call = OurCall.Start(kind, client, new() { Hang = true },
                new CallOptions(CallId(id), Patience.Deadline, cancel.Token), keepOpen: true);
            await call.Sent;
            await cancel.CancelAsync();
            (await Should.ThrowAsync<RpcException>(call.Completion)).StatusCode.ShouldBe(StatusCode.Cancelled, kind);
            (await client.ObserveAsync(new() { CallId = id }, deadline: Patience.Deadline)).Cancelled.ShouldBeTrue(kind);
        }
    }

    [PeerFact]
    public async Task Cancel_ByDisposingTheCall_ReachesThePeer()
    {
        var id = Guid.NewGuid().ToString();
        var client = await fixture.ClientAsync();
        using (var call = client.ServerStream(new() { Count = 1, Hang = true }, CallId(id), Patience.Deadline))
            (await call.ResponseStream.MoveNext(default)).ShouldBeTrue();
        (await client.ObserveAsync(new() { CallId = id }, deadline: Patience.Deadline)).Cancelled.ShouldBeTrue();
    }

    private static Metadata CallId(string id) => new() { { "x-call-id", id } };
}
