using CodexPooler.Grpc.Interop.Tests.Peers;
using Grpc.Core;
using Shouldly;

namespace CodexPooler.Grpc.Interop.Tests.FromPeers;

/// <summary>A peer's client calls our server: statuses, metadata, deadlines, cancellation.</summary>
public abstract class EndingsFromOurServer(PeerFixture fixture)
{
    private const string Message = "50% né ☃\n日本 \"q\" %41";
    private static readonly string[] Methods = ["Unary", "ServerStream", "ClientStream", "Duplex"];

    [PeerFact]
    public async Task EveryStatusCode_InEveryKindOfCall_ArrivesWithItsMessage()
    {
        foreach (var method in Methods)
            foreach (var code in Enumerable.Range(1, 16))
            {
                var result = await RunAsync(
                    new(method, new PeerRequest { StatusCode = code, StatusMessage = $"{Message} {code}" }));
                result.Code.ShouldBe(code);
                result.Details.ShouldBe($"{Message} {code}");
            }
    }

    [PeerFact]
    public async Task ServerStream_StatusAfterReplies_KeepsTheReplies()
    {
        var result = await RunAsync(new("ServerStream", new PeerRequest { Count = 3, StatusCode = 9, StatusMessage = "stop" }));
        result.Code.ShouldBe((int)StatusCode.FailedPrecondition);
        result.Replies.Count.ShouldBe(3);
    }

    [PeerFact]
    public async Task Unserved_Method_IsUnimplemented() =>
        (await RunAsync(new("Unserved", new PeerRequest()))).Code.ShouldBe((int)StatusCode.Unimplemented);

    [PeerFact]
    public async Task Metadata_AsciiAndBinary_ComesBackInHeadersAndTrailers()
    {
        foreach (var method in Methods)
            foreach (var code in new[] { 0, 5 })
            {
                var binary = Convert.ToBase64String([0, 1, 127, 128, 255, 44]);
                var result = await RunAsync(new(method, new PeerRequest { StatusCode = code })
                {
                    Metadata = new() { ["x-echo-initial"] = "plain: ~!@ value" },
                    Binary = new() { ["x-echo-trailing-bin"] = binary },
                });
                result.Code.ShouldBe(code);
                result.Initial["x-echo-initial"].ShouldBe(["plain: ~!@ value"]);
                result.Trailing["x-echo-trailing-bin"].ShouldBe([binary]);
            }
    }

    [PeerFact]
    public async Task Deadline_Sent_IsSeenByOurServer()
    {
        // C-core rounds the timeout it sends up to a coarser unit.
        var result = await RunAsync(new("Unary", new PeerRequest()) { DeadlineMs = 45_000 });
        result.Replies.ShouldHaveSingleItem().DeadlineLeftMs.ShouldBeInRange(15_000, 46_000);
        (await RunAsync(new("Unary", new PeerRequest()))).Replies.ShouldHaveSingleItem().DeadlineLeftMs.ShouldBe(-1);
    }

    [PeerFact]
    public async Task Deadline_Passed_EndsTheCallOnBothSides()
    {
        foreach (var method in Methods)
        {
            var id = $"{method}-{Guid.NewGuid()}";
            var result = await RunAsync(
                new(method, new PeerRequest { Hang = true }) { Metadata = CallId(id), DeadlineMs = 300, KeepOpen = true });
            result.Code.ShouldBe((int)StatusCode.DeadlineExceeded, method);
            (await fixture.Server.Calls.CancelledAsync(id)).ShouldBeTrue(method);
        }
    }

    [PeerFact]
    public async Task Cancel_FromThePeer_CancelsOurHandler()
    {
        var peer = await fixture.PeerAsync();
        foreach (var method in Methods)
        {
            var id = $"{method}-{Guid.NewGuid()}";
            var command = new PeerCommand(method, new PeerRequest { Hang = true })
            {
                Id = peer.NextId(),
                Metadata = CallId(id),
                KeepOpen = true,
            };
            var running = RunAsync(command);
            await fixture.Server.Calls.StartedAsync(id);
            await peer.CancelAsync(command.Id);
            (await running).Code.ShouldBe((int)StatusCode.Cancelled, method);
            (await fixture.Server.Calls.CancelledAsync(id)).ShouldBeTrue(method);
        }
    }

    [PeerFact]
    public async Task Cancel_AfterSomeReplies_CancelsOurHandler()
    {
        var id = Guid.NewGuid().ToString();
        var result = await RunAsync(
            new("ServerStream", new PeerRequest { Count = 3, Hang = true }) { Metadata = CallId(id), CancelAfter = 2 });
        result.Code.ShouldBe((int)StatusCode.Cancelled);
        (await fixture.Server.Calls.CancelledAsync(id)).ShouldBeTrue();
    }

    private static Dictionary<string, string> CallId(string id) => new() { ["x-call-id"] = id };

    private async Task<PeerResult> RunAsync(PeerCommand command) =>
        await (await fixture.PeerAsync()).RunAsync(command with { Target = fixture.Server.Target });
}
