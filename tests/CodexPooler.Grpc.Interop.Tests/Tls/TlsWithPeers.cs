using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using CodexPooler.Grpc.Interop.Tests.Peers;
using CodexPooler.Grpc.Interop.Tests.Server;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Hosting;
using Shouldly;

namespace CodexPooler.Grpc.Interop.Tests.Tls;

/// <summary>HTTP/2 over TLS, both ways; each side trusts only the test's certificate.</summary>
public sealed class TlsWithPeers : IDisposable
{
    private readonly TestCertificate _tls = new();

    public void Dispose() => _tls.Dispose();

    [PeerFact]
    public async Task GrpcJs_OverTls_BothWays() => await BothWaysAsync(PeerPrograms.GrpcJs(_tls.CertificateFile, _tls.KeyFile));

    [PeerFact]
    public async Task CCore_OverTls_BothWays() => await BothWaysAsync(PeerPrograms.CCore(_tls.CertificateFile, _tls.KeyFile));

    private async Task BothWaysAsync(PeerProgram program)
    {
        await using var peer = await Peer.StartAsync(program);
        await using var server = new OurServer(listen: endpoint => endpoint.UseHttps(_tls.Certificate));
        await server.StartAsync();
        await PeerCallsAsync(peer, server.Target);
        await OurCallsAsync($"https://127.0.0.1:{peer.Port}");
    }

    private static async Task PeerCallsAsync(Peer peer, string target)
    {
        var unary = await peer.RunAsync(new("Unary", new PeerRequest { PayloadSize = 100_000 }) { Target = target });
        unary.Replies.ShouldHaveSingleItem().ReceivedSha256.ShouldBe(Payload.Sha256(100_000));
        var duplex = await peer.RunAsync(
            new("Duplex", new PeerRequest { Text = "a" }, new PeerRequest { Text = "b" }) { Target = target, Lockstep = true });
        duplex.Replies.Select(reply => reply.Text).ShouldBe(["a", "b"]);
    }

    private async Task OurCallsAsync(string address)
    {
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { _tls.Certificate },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        };
        using var channel = GrpcChannel.ForAddress(
            address, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
        var client = new V1.Interop.InteropClient(channel);
        var reply = await client.UnaryAsync(new() { Payload = Payload.OfSize(100_000) }, deadline: Patience.Deadline);
        reply.ReceivedSha256.ShouldBe(Payload.Sha256(100_000));
        using var duplex = client.Duplex(deadline: Patience.Deadline);
        await duplex.RequestStream.WriteAsync(new() { Text = "over tls" });
        (await duplex.ResponseStream.MoveNext(default)).ShouldBeTrue();
        duplex.ResponseStream.Current.Text.ShouldBe("over tls");
    }
}
