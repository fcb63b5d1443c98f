using System.Diagnostics;
using CodexPooler.Grpc.Interop.Tests.Peers;
using CodexPooler.Grpc.Interop.Tests.Server;
using Grpc.Core;
using Shouldly;

namespace CodexPooler.Grpc.Interop.Tests.Connections;

/// <summary>Our server goes and a new one comes on the same port: a peer's channel finds it again.</summary>
public sealed class PeersAndOurRestart
{
    [PeerFact]
    public Task GrpcJs_OurServerRestarts_CallsAgain() => CallAcrossRestartAsync(PeerPrograms.GrpcJs());

    [PeerFact]
    public Task CCore_OurServerRestarts_CallsAgain() => CallAcrossRestartAsync(PeerPrograms.CCore());

    private static async Task CallAcrossRestartAsync(PeerProgram program)
    {
        await using var peer = await Peer.StartAsync(program);
        var first = new OurServer();
        await first.StartAsync();
        var (target, port) = (first.Target, first.Port);
        var command = new PeerCommand("Unary", new PeerRequest { Text = "hello" }) { Target = target, DeadlineMs = 5_000 };
        (await peer.RunAsync(command)).Code.ShouldBe(0);
        await first.DisposeAsync();
        (await peer.RunAsync(command)).Code.ShouldBe((int)StatusCode.Unavailable);

        await using var second = new OurServer(port: port);
        await second.StartAsync();
        var clock = Stopwatch.StartNew();
        PeerResult result;
        do
        {
            // A peer waits out its own back-off before it connects anew.
            clock.Elapsed.ShouldBeLessThan(Patience.Span);
            result = await peer.RunAsync(command);
        }
        while (result.Code == (int)StatusCode.Unavailable);
        result.Code.ShouldBe(0, result.Details);
    }
}
