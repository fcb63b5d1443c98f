using CodexPooler.Grpc.Interop.Tests.Server;
using Grpc.Net.Client;

namespace CodexPooler.Grpc.Interop.Tests.Peers;

/// <summary>One running peer and one running server of ours, shared by the tests of a class.</summary>
public abstract class PeerFixture : IAsyncLifetime
{
    internal const int LargestReply = 16 << 20;

    private readonly Lazy<Task<Peer>> _peer;
    private readonly Lazy<Task<GrpcChannel>> _channel;

    private protected PeerFixture(Func<PeerProgram> program)
    {
        // Started by the first test, so that a class whose tests are all skipped needs no peer.
        _peer = new(() => Peer.StartAsync(program()));
        _channel = new(async () => NewChannel($"127.0.0.1:{(await PeerAsync()).Port}"));
    }

    internal OurServer Server { get; } = new();

    internal Task<Peer> PeerAsync() => _peer.Value;

    internal async Task<V1.Interop.InteropClient> ClientAsync() => new(await _channel.Value);

    internal static GrpcChannel NewChannel(string target) =>
        GrpcChannel.ForAddress($"http://{target}", new GrpcChannelOptions { MaxReceiveMessageSize = LargestReply });

    public Task InitializeAsync() => Server.StartAsync();

    public async Task DisposeAsync()
    {
        if (_channel.IsValueCreated && _channel.Value.IsCompletedSuccessfully)
            (await _channel.Value).Dispose();
        if (_peer.IsValueCreated && _peer.Value.IsCompletedSuccessfully)
            await (await _peer.Value).DisposeAsync();
        await Server.DisposeAsync();
    }
}
