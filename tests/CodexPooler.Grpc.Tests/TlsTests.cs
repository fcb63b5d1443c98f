using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CodexPooler.Grpc.Tests.Protos;
using CodexPooler.Grpc.Tests.TestData;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Hosting;
using Shouldly;
using Xunit;

namespace CodexPooler.Grpc.Tests;

public sealed class TlsTests
{
    [Fact]
    public async Task Unary_OverTls_SendsCallCredentialsOfChannelAndCall()
    {
        using var certificate = SelfSigned();
        await using var host = await ProbeHost.StartAsync(listen: options => options.UseHttps(certificate));
        string? channelValue = null;
        string? callValue = null;
        host.Behaviour.Unary = (_, context) =>
        {
            channelValue = context.RequestHeaders.GetValue("authorization");
            callValue = context.RequestHeaders.GetValue("of-call");
            return Task.FromResult(new ProbeReply());
        };
        AuthInterceptorContext? asked = null;
        var ofChannel = CallCredentials.FromInterceptor((context, metadata) =>
        {
            asked = context;
            metadata.Add("authorization", "bearer of-channel");
            return Task.CompletedTask;
        });
        var ofCall = CallCredentials.FromInterceptor((_, metadata) =>
        {
            metadata.Add("of-call", "yes");
            return Task.CompletedTask;
        });
        var client = new Probe.ProbeClient(host.Channel(options =>
        {
            options.HttpHandler = Trusting(certificate);
            options.Credentials = ChannelCredentials.Create(ChannelCredentials.SecureSsl, ofChannel);
        }));

        await client.UnaryAsync(new ProbeRequest(), new CallOptions(credentials: ofCall));

        channelValue.ShouldBe("bearer of-channel");
        callValue.ShouldBe("yes");
        asked!.MethodName.ShouldBe("Unary");
        asked.ServiceUrl.ShouldBe($"{host.Address.AbsoluteUri.TrimEnd('/')}/codexpooler.grpc.tests.v1.Probe");
    }

    [Fact]
    public async Task Unary_CertificateNotTrusted_IsUnavailable()
    {
        using var certificate = SelfSigned();
        await using var host = await ProbeHost.StartAsync(listen: options => options.UseHttps(certificate));

        var fault = await Should.ThrowAsync<RpcException>(async () => await host.Client.UnaryAsync(new ProbeRequest()));

        fault.StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Unary_CredentialsOnAPlainChannel_AreWithheldUnlessAllowed(bool allowed)
    {
        await using var host = await ProbeHost.StartAsync();
        string? received = null;
        host.Behaviour.Unary = (_, context) =>
        {
            received = context.RequestHeaders.GetValue("authorization");
            return Task.FromResult(new ProbeReply());
        };
        var credentials = CallCredentials.FromInterceptor((_, metadata) =>
        {
            metadata.Add("authorization", "bearer x");
            return Task.CompletedTask;
        });
        var client = new Probe.ProbeClient(host.Channel(options => options.UnsafeUseInsecureChannelCallCredentials = allowed));

        await client.UnaryAsync(new ProbeRequest(), new CallOptions(credentials: credentials));

        received.ShouldBe(allowed ? "bearer x" : null);
    }

    [Fact]
    public void ForAddress_CredentialsDoNotFitTheScheme_IsRefused() =>
        Should.Throw<ArgumentException>(() => GrpcChannel.ForAddress(
            "http://127.0.0.1:1", new GrpcChannelOptions { Credentials = ChannelCredentials.SecureSsl }));

    private static SocketsHttpHandler Trusting(X509Certificate2 certificate) => new()
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, presented, _, _) =>
                presented?.GetCertHashString() == certificate.GetCertHashString(),
        },
    };

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
