using System.Net;
using System.Net.Sockets;
using CodexPooler.Grpc.Tests.Protos;
using CodexPooler.Grpc.Tests.TestData;
using Grpc.Core;
using Grpc.Net.Client;
using Shouldly;
using Xunit;

namespace CodexPooler.Grpc.Tests;

public sealed class ConnectionTests
{
    private const int RefusedStream = 7;

    [Fact]
    public async Task Unary_StreamRefused_IsSentAgain()
    {
        var refused = 0;
        await using var server = new RawServer((connection, stream) =>
            Interlocked.Increment(ref refused) <= 2
                ? connection.ResetAsync(stream, RefusedStream)
                : connection.AnswerAsync(stream, "yes"));
        using var channel = GrpcChannel.ForAddress(server.Address);

        var reply = await new Probe.ProbeClient(channel).UnaryAsync(new ProbeRequest()).ResponseAsync.Bounded();

        reply.Text.ShouldBe("yes");
        refused.ShouldBe(3);
    }

    [Fact]
    public async Task Unary_StreamAlwaysRefused_IsUnavailableInTheEnd()
    {
        await using var server = new RawServer((connection, stream) => connection.ResetAsync(stream, RefusedStream));
        using var channel = GrpcChannel.ForAddress(server.Address);

        var fault = await Should.ThrowAsync<RpcException>(
            async () => await new Probe.ProbeClient(channel).UnaryAsync(new ProbeRequest()).ResponseAsync.Bounded());

        fault.StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Fact]
    public async Task Unary_ServerGoesAwayBeforeTheStream_MovesToANewConnection()
    {
        await using var server = new RawServer(async (connection, stream) =>
        {
            if (connection.Number == 1 && stream > 1)
            {
                // Streams above the last one named were not processed, so the call may go elsewhere.
                await connection.GoAwayAsync(1, 0);
                connection.Close();
            }
            else
            {
                await connection.AnswerAsync(stream, $"connection {connection.Number}");
            }
        });
        using var channel = GrpcChannel.ForAddress(server.Address);
        var client = new Probe.ProbeClient(channel);

        (await client.UnaryAsync(new ProbeRequest()).ResponseAsync.Bounded()).Text.ShouldBe("connection 1");
        (await client.UnaryAsync(new ProbeRequest()).ResponseAsync.Bounded()).Text.ShouldBe("connection 2");
    }

    [Fact]
    public async Task Unary_ServerRestartsOnTheSamePort_NextCallsReachIt()
    {
        var port = FreeLoopbackPort();
        var listening = await ProbeHost.StartAsync(port: port);
        using var channel = GrpcChannel.ForAddress(listening.Address);
        var client = new Probe.ProbeClient(channel);
        await client.UnaryAsync(new ProbeRequest());

        await listening.DisposeAsync();
        (await Should.ThrowAsync<RpcException>(async () => await client.UnaryAsync(new ProbeRequest())))
            .StatusCode.ShouldBe(StatusCode.Unavailable);
        var waiting = client.UnaryAsync(new ProbeRequest { Text = "patient" }, new CallOptions().WithWaitForReady());
        await using var restarted = await ProbeHost.StartAsync(port: port);

        (await waiting.ResponseAsync.Bounded()).Text.ShouldBe("patient");
    }

    [Fact]
    public async Task Unary_PeerFallsSilent_KeepaliveEndsTheCall()
    {
        var opened = new TaskCompletionSource();
        await using var server = new RawServer((_, _) =>
        {
            opened.TrySetResult();
            return Task.CompletedTask;
        });
        using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions
        {
            KeepAlivePingDelay = TimeSpan.FromSeconds(1),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(1),
        });

        var call = new Probe.ProbeClient(channel).UnaryAsync(new ProbeRequest());
        await opened.Task.Bounded();
        var fault = await Should.ThrowAsync<RpcException>(async () => await call.ResponseAsync.Bounded());

        fault.StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Fact]
    public async Task Unary_ConnectionCutMidCall_IsUnavailable()
    {
        await using var server = new RawServer((connection, _) =>
        {
            connection.Close();
            return Task.CompletedTask;
        });
        using var channel = GrpcChannel.ForAddress(server.Address);

        var fault = await Should.ThrowAsync<RpcException>(
            async () => await new Probe.ProbeClient(channel).UnaryAsync(new ProbeRequest()).ResponseAsync.Bounded());

        fault.StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    private static int FreeLoopbackPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
