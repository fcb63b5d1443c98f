using System.Net;
using System.Net.Sockets;
using CodexPooler.Edge.Upstream;
using CodexPooler.Edge.Upstream.Plain;

namespace CodexPooler.Edge.Tests.Upstream;

/// <summary>A request that is more than the system takes at once: the rest of it waits for the upstream to read.</summary>
public sealed class LargeRequestTests
{
    private const int BodyBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Send_MoreThanTheSystemTakesAtOnce_ArrivesWholeAndInOrder()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.ReceiveBufferSize = 4096;
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var client = new PlainClient(Patience, TimeProvider.System);
        var body = new byte[BodyBytes];
        new Random(1).NextBytes(body);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        var request = new UpstreamRequest(new(new Uri($"http://127.0.0.1:{port}/responses")), body);

        var sending = client.SendAsync(request, CancellationToken.None).AsTask();
        using var upstream = await listener.AcceptAsync().WaitAsync(Patience);
        request.IsSent.ShouldBeFalse();
        var received = await ReadAsync(upstream, body.Length);
        await upstream.SendAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray());

        using var answer = await sending.WaitAsync(Patience);
        request.IsSent.ShouldBeTrue();
        received.AsSpan().SequenceEqual(body).ShouldBeTrue();
    }

    private static async Task<byte[]> ReadAsync(Socket upstream, int bodyLength)
    {
        var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        var head = 0;
        while (head == 0 || all.Length < head + bodyLength)
        {
            var read = await upstream.ReceiveAsync(buffer).WaitAsync(Patience);
            read.ShouldBeGreaterThan(0);
            if (head == 0) head = buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8) + "\r\n\r\n".Length;
            all.Write(buffer, 0, read);
        }

        return all.ToArray()[head..];
    }
}
