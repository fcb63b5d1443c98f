using CodexPooler.Grpc.InProcess;
using CodexPooler.Grpc.Tests.Protos;
using CodexPooler.Grpc.Tests.TestData;
using Google.Protobuf;
using Grpc.Core;
using Shouldly;
using Xunit;

namespace CodexPooler.Grpc.Tests.InProcess;

public sealed class InProcessCallsTests
{
    [Fact]
    public async Task AllFourKinds_WithoutASocket_Work()
    {
        await using var host = new InProcessHost();

        (await host.Client.UnaryAsync(new ProbeRequest { Text = "u" })).Text.ShouldBe("u");
        using var collect = host.Client.Collect();
        await collect.RequestStream.WriteAsync(new ProbeRequest { Text = "a" });
        await collect.RequestStream.WriteAsync(new ProbeRequest { Text = "b" });
        await collect.RequestStream.CompleteAsync();
        (await collect).Text.ShouldBe("ab");
        using var expand = host.Client.Expand(new ProbeRequest { Count = 100 });
        List<int> counts = [];
        await foreach (var reply in expand.ResponseStream.ReadAllAsync()) counts.Add(reply.Count);
        counts.ShouldBe(Enumerable.Range(0, 100));
        using var converse = host.Client.Converse();
        for (var i = 0; i < 3; i++)
        {
            await converse.RequestStream.WriteAsync(new ProbeRequest { Count = i });
            (await converse.ResponseStream.MoveNext(default).Bounded()).ShouldBeTrue();
            converse.ResponseStream.Current.Count.ShouldBe(i);
        }

        await converse.RequestStream.CompleteAsync();
        (await converse.ResponseStream.MoveNext(default).Bounded()).ShouldBeFalse();
        converse.GetStatus().ShouldBe(Status.DefaultSuccess);
    }

    [Fact]
    public async Task Unary_BothSidesLetGo_MessagesAreNotCopied()
    {
        await using var host = new InProcessHost(inline: true, handsOver: true);
        ProbeRequest? received = null;
        var answered = new ProbeReply { Text = "answer" };
        host.Behaviour.Unary = (request, _) =>
        {
            received = request;
            return Task.FromResult(answered);
        };
        var sent = new ProbeRequest { Text = "question" };

        (await host.Client.UnaryAsync(sent)).ShouldBeSameAs(answered);

        received.ShouldBeSameAs(sent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Unary_MessagesChangedAfterwards_OtherSideDoesNotSeeIt(bool inline)
    {
        await using var host = new InProcessHost(inline: inline);
        ProbeRequest? received = null;
        var answered = new ProbeReply { Text = "answer" };
        host.Behaviour.Unary = (request, _) =>
        {
            received = request;
            return Task.FromResult(answered);
        };
        var sent = new ProbeRequest { Text = "question" };

        var reply = await host.Client.UnaryAsync(sent);
        sent.Text = answered.Text = "changed";

        received!.Text.ShouldBe("question");
        reply.Text.ShouldBe("answer");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Unary_HeadersTrailersAndStatus_Cross(bool inline)
    {
        await using var host = new InProcessHost(inline: inline);
        Metadata? received = null;
        host.Behaviour.Unary = async (_, context) =>
        {
            received = context.RequestHeaders;
            await context.WriteResponseHeadersAsync(new Metadata { { "head", "h" } });
            context.ResponseTrailers.Add("tail-bin", [1, 2]);
            throw new RpcException(new Status(StatusCode.NotFound, "größer"), new Metadata { { "thrown", "t" } });
        };

        using var call = host.Client.UnaryAsync(new ProbeRequest(), new Metadata { { "key", "v" }, { "grpc-timeout", "1S" } });
        var fault = await Should.ThrowAsync<RpcException>(async () => await call);

        received!.Single().Key.ShouldBe("key");
        (await call.ResponseHeadersAsync).GetValue("head").ShouldBe("h");
        fault.Status.ShouldBe(new Status(StatusCode.NotFound, "größer"));
        fault.Trailers.GetValueBytes("tail-bin").ShouldBe([1, 2]);
        fault.Trailers.GetValue("thrown").ShouldBe("t");
        call.GetStatus().ShouldBe(fault.Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Unary_HandlerThrows_TellsNothingOfTheFault(bool inline)
    {
        await using var host = new InProcessHost(inline: inline);
        host.Behaviour.Unary = (_, _) => throw new InvalidDataException("the secret inside");

        var fault = await Should.ThrowAsync<RpcException>(async () => await host.Client.UnaryAsync(new ProbeRequest()));

        fault.Status.ShouldBe(new Status(StatusCode.Unknown, "Exception was thrown by handler."));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Unary_ServiceNotServed_IsUnimplemented(bool inline)
    {
        await using var host = new InProcessHost(inline: inline);
        var health = new global::Grpc.Health.V1.Health.HealthClient(host.Channel);

        var fault = await Should.ThrowAsync<RpcException>(async () => await health.CheckAsync(new()));

        fault.StatusCode.ShouldBe(StatusCode.Unimplemented);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Unary_BeyondTheServersLimit_IsResourceExhausted(bool inline)
    {
        await using var host = new InProcessHost(options => options.MaxReceiveMessageSize = 100, inline);

        var fault = await Should.ThrowAsync<RpcException>(async () =>
            await host.Client.UnaryAsync(new ProbeRequest { Payload = ByteString.CopyFrom(new byte[200]) }));

        fault.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Interceptors_OfTheServer_SurroundTheHandler(bool inline)
    {
        List<string> trace = [];
        await using var host = new InProcessHost(options => options.Interceptors.Add<TracingInterceptor>("only", trace), inline);

        await host.Client.UnaryAsync(new ProbeRequest());

        trace.ShouldBe(["only>Unary", "only<Unary"]);
    }

    [Fact]
    public async Task Expand_ClientDoesNotRead_ServerWriterWaits()
    {
        await using var host = new InProcessHost();
        var written = 0;
        var stalled = new TaskCompletionSource();
        host.Behaviour.Expand = async (_, replies, _) =>
        {
            for (; written < 1000; written++)
            {
                var write = replies.WriteAsync(new ProbeReply { Count = written });
                if (!write.IsCompleted) stalled.TrySetResult();
                await write;
            }
        };

        using var call = host.Client.Expand(new ProbeRequest());
        await stalled.Task.Bounded();

        written.ShouldBe(new InProcessChannelOptions().StreamCapacity);
        var read = 0;
        await foreach (var _ in call.ResponseStream.ReadAllAsync()) read++;
        read.ShouldBe(1000);
    }
}
