using CodexPooler.Grpc.Tests.Protos;
using CodexPooler.Grpc.Tests.TestData;
using Google.Protobuf;
using Grpc.Core;
using Shouldly;
using Xunit;

namespace CodexPooler.Grpc.Tests;

public sealed class BackpressureTests
{
    private const int MessageSize = 100_000;

    // 400 MB would be needed to write them all; the windows and buffers of both ends hold far less than 40 MB.
    private const int Offered = 4000;
    private const int Bound = 400;

    private static readonly ByteString Payload = ByteString.CopyFrom(new byte[MessageSize]);

    [Fact]
    public async Task Expand_ClientDoesNotRead_ServerWriterWaits()
    {
        await using var host = await ProbeHost.StartAsync();
        var written = 0;
        var stalled = new TaskCompletionSource();
        host.Behaviour.Expand = async (_, replies, _) =>
        {
            while (written < Offered)
            {
                var write = replies.WriteAsync(new ProbeReply { Count = written, Payload = Payload });
                if (!await Stall.ReachedAsync(write)) Interlocked.Increment(ref written);
                else stalled.TrySetResult();
                await write;
            }
        };

        using var call = host.Client.Expand(new ProbeRequest());
        await stalled.Task.Bounded();
        written.ShouldBeLessThan(Bound);

        // The stream is only paused: reading on lets it flow again.
        var before = written;
        for (var i = 0; i < before + 50; i++)
        {
            (await call.ResponseStream.MoveNext(default).Bounded()).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Collect_ServerDoesNotRead_ClientWriterWaits()
    {
        await using var host = await ProbeHost.StartAsync();
        var release = new TaskCompletionSource();
        host.Behaviour.Collect = async (requests, _) =>
        {
            await release.Task;
            var count = 0;
            while (await requests.MoveNext(CancellationToken.None)) count++;
            return new ProbeReply { Count = count };
        };

        using var call = host.Client.Collect();
        var written = 0;
        Task write;
        do
        {
            write = call.RequestStream.WriteAsync(new ProbeRequest { Payload = Payload });
            written++;
        }
        while (!await Stall.ReachedAsync(write) && written < Offered);
        written.ShouldBeLessThan(Bound);

        release.SetResult();
        await write.Bounded();
        await call.RequestStream.CompleteAsync();
        (await call.ResponseAsync.Bounded()).Count.ShouldBe(written);
    }
}
