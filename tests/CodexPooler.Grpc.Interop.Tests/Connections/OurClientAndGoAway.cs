using System.Diagnostics;
using CodexPooler.Grpc.Interop.Tests.Peers;
using Grpc.Core;
using Shouldly;

namespace CodexPooler.Grpc.Interop.Tests.Connections;

/// <summary>
/// Servers that send GOAWAY to every connection after a tenth of a second: the stream in flight lives on, and a call that
/// meets the closing connection is at worst Unavailable, which means that it may be made again.
/// </summary>
public sealed class OurClientAndGoAway
{
    private const int EnoughConnections = 5;

    [PeerFact]
    public Task GrpcJs_GoAwayAgainAndAgain_BreaksNoStream() => CallAcrossConnectionsAsync(PeerPrograms.GrpcJs());

    [PeerFact]
    public Task CCore_GoAwayAgainAndAgain_BreaksNoStream() => CallAcrossConnectionsAsync(PeerPrograms.CCore());

    private static async Task CallAcrossConnectionsAsync(PeerProgram program)
    {
        await using var peer = await Peer.StartAsync(program, connectionAge: TimeSpan.FromMilliseconds(100));
        await using var tap = new ByteTap(peer.Port);
        using var channel = PeerFixture.NewChannel(tap.Target);
        var client = new V1.Interop.InteropClient(channel);
        using var old = client.Duplex(deadline: Patience.Deadline);

        var clock = Stopwatch.StartNew();
        for (var i = 0; tap.Connections < EnoughConnections; i++)
        {
            clock.Elapsed.ShouldBeLessThan(Patience.Span);
            (await CallAsync(client, $"{i}")).ShouldBe($"{i}");
            // Begun on the first connection, it lives on there while new calls take new ones.
            await old.RequestStream.WriteAsync(new() { Text = $"old {i}" });
            (await old.ResponseStream.MoveNext(default)).ShouldBeTrue();
            old.ResponseStream.Current.Text.ShouldBe($"old {i}");
        }
        await old.RequestStream.CompleteAsync();
        (await old.ResponseStream.MoveNext(default)).ShouldBeFalse();
    }

    private static async Task<string> CallAsync(V1.Interop.InteropClient client, string text)
    {
        try
        {
            return (await client.UnaryAsync(new() { Text = text }, deadline: Patience.Deadline)).Text;
        }
        catch (RpcException closing) when (closing.StatusCode == StatusCode.Unavailable)
        {
            return (await client.UnaryAsync(new() { Text = text }, deadline: Patience.Deadline)).Text;
        }
    }
}
