using CodexPooler.Grpc.Tests.Protos;
using CodexPooler.Grpc.Tests.TestData;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Shouldly;
using Xunit;

namespace CodexPooler.Grpc.Tests;

public sealed class MessageSizeTests
{
    private static readonly ByteString Large = ByteString.CopyFrom(new byte[10_000]);

    public static TheoryData<int?, int?, int?, int?> OneLimitEach => new()
    {
        { 1000, null, null, null },
        { null, 1000, null, null },
        { null, null, 1000, null },
        { null, null, null, 1000 },
    };

    [Theory]
    [MemberData(nameof(OneLimitEach))]
    public async Task Unary_BeyondAnyLimit_IsResourceExhausted(
        int? clientSend, int? serverReceive, int? serverSend, int? clientReceive)
    {
        await using var host = await Limited(serverReceive, serverSend);
        var client = Client(host, clientSend, clientReceive);

        var fault = await Should.ThrowAsync<RpcException>(
            async () => await client.UnaryAsync(new ProbeRequest { Payload = Large }));

        fault.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        fault.Status.Detail.ShouldContain("1000");
        (await client.UnaryAsync(new ProbeRequest { Text = "small" })).Text.ShouldBe("small");
    }

    [Theory]
    [MemberData(nameof(OneLimitEach))]
    public async Task Converse_BeyondAnyLimit_IsResourceExhausted(
        int? clientSend, int? serverReceive, int? serverSend, int? clientReceive)
    {
        await using var host = await Limited(serverReceive, serverSend);
        using var call = Client(host, clientSend, clientReceive).Converse();

        var fault = await Should.ThrowAsync<RpcException>(async () =>
        {
            await call.RequestStream.WriteAsync(new ProbeRequest { Payload = Large });
            await call.ResponseStream.MoveNext(default);
        });

        fault.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task Unary_WithoutLimits_TakesMoreThanTheDefault()
    {
        await using var host = await Limited(null, null);
        var huge = ByteString.CopyFrom(new byte[12_000_000]);

        var reply = await Client(host, null, null).UnaryAsync(new ProbeRequest { Payload = huge });

        reply.Payload.Length.ShouldBe(huge.Length);
    }

    [Fact]
    public async Task Unary_DefaultLimit_IsFourMebibytes()
    {
        await using var host = await ProbeHost.StartAsync();

        var fault = await Should.ThrowAsync<RpcException>(async () =>
            await host.Client.UnaryAsync(new ProbeRequest { Payload = ByteString.CopyFrom(new byte[(4 << 20) + 1]) }));

        fault.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        fault.Status.Detail.ShouldContain("4194304");
    }

    private static Task<ProbeHost> Limited(int? receive, int? send) => ProbeHost.StartAsync(
        options =>
        {
            options.MaxReceiveMessageSize = receive;
            options.MaxSendMessageSize = send;
        });

    private static Probe.ProbeClient Client(ProbeHost host, int? send, int? receive) => new(host.Channel(options =>
    {
        options.MaxSendMessageSize = send;
        options.MaxReceiveMessageSize = receive;
    }));
}
