using CodexPooler.Dapr.Tests.Protos;
using CodexPooler.Dapr.Tests.TestData;
using Grpc.Core;
using Shouldly;

namespace CodexPooler.Dapr.Tests.Invocation;

/// <summary>
/// dapr/dapr pkg/messaging/grpc_proxy.go, pkg/api/grpc/proxy/handler.go and tests/integration/suite/daprd/serviceinvocation/grpc.
/// </summary>
public sealed class GrpcInvocationTests
{
    [Fact]
    public async Task Unary_ThroughTheSidecar_CarriesHeadersAndTrailers()
    {
        await using var app = await EchoApp.StartAsync();
        using var call = app.Client().SayAsync(new EchoRequest { Text = "hi", Number = 7 });

        (await call.ResponseHeadersAsync).GetValue("before").ShouldBe("word");
        (await call).Number.ShouldBe(7);
        call.GetTrailers().GetValue("after").ShouldBe("word");
    }

    [Fact]
    public async Task Unary_Metadata_IsWhatTheRealProxyMakesOfIt()
    {
        await using var app = await EchoApp.StartAsync();
        var headers = new Metadata { { "x-mine", "1" }, { "x-mine-bin", [1, 2, 255] } };

        var seen = (await app.Client().SayAsync(new EchoRequest(), headers)).Metadata;

        seen["dapr-caller-app-id"].ShouldBe("caller");
        seen["dapr-callee-app-id"].ShouldBe("echo");
        seen["dapr-api-token"].ShouldBe("app-token");
        seen["seen-content-type"].ShouldBe("application/grpc+proto");
        seen["x-mine"].ShouldBe("1");
        seen["x-mine-bin"].ShouldBe("0102FF");
        seen.ShouldNotContainKey("dapr-app-id");
        seen.ShouldNotContainKey("dapr-stream");
        headers.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Streams_AllKinds_Pass()
    {
        await using var app = await EchoApp.StartAsync();

        using var sum = app.Client().Sum();
        for (var number = 1; number <= 10; number++)
            await sum.RequestStream.WriteAsync(new EchoRequest { Number = number });
        await sum.RequestStream.CompleteAsync();
        (await sum).Number.ShouldBe(55);

        using var count = app.Client().Count(new EchoRequest { Number = 100 });
        var counted = await count.ResponseStream.ReadAllAsync().Select(reply => reply.Number).ToListAsync();
        counted.ShouldBe(Enumerable.Range(1, 100));
    }

    [Fact]
    public async Task Duplex_EachMessage_IsAnsweredBeforeTheNext()
    {
        await using var app = await EchoApp.StartAsync();
        using var chat = app.Client().Chat();

        for (var number = 0; number < 20; number++)
        {
            await chat.RequestStream.WriteAsync(new EchoRequest { Number = number });
            (await chat.ResponseStream.MoveNext(CancellationToken.None)).ShouldBeTrue();
            chat.ResponseStream.Current.Number.ShouldBe(number);
            chat.ResponseStream.Current.Metadata["dapr-stream"].ShouldBe("true");
        }

        await chat.RequestStream.CompleteAsync();
        (await chat.ResponseStream.MoveNext(CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Unary_CalleeFails_StatusAndTrailersPass()
    {
        await using var app = await EchoApp.StartAsync();

        var failure = await Should.ThrowAsync<RpcException>(
            async () => await app.Client().SayAsync(new EchoRequest { Text = "fail" }));

        failure.StatusCode.ShouldBe(StatusCode.FailedPrecondition);
        failure.Status.Detail.ShouldBe("told to fäil");
        failure.Trailers.GetValue("reason").ShouldBe("asked");
    }

    [Fact]
    public async Task Stream_CallerCancels_CalleeIsCancelled()
    {
        await using var app = await EchoApp.StartAsync();
        using var count = app.Client().Count(new EchoRequest { Text = "hang", Number = 1 });
        (await count.ResponseStream.MoveNext(CancellationToken.None)).ShouldBeTrue();
        (await app.NextAsync()).ShouldBe("hanging");

        count.Dispose();

        (await app.NextAsync()).ShouldBe("cancelled");
    }

    [Fact]
    public async Task Unary_DeadlinePasses_BothSidesEnd()
    {
        await using var app = await EchoApp.StartAsync();

        var failure = await Should.ThrowAsync<RpcException>(async () => await app.Client().SayAsync(
            new EchoRequest { Text = "hang" }, deadline: DateTime.UtcNow.AddSeconds(3)));

        failure.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
        (await app.NextAsync()).ShouldBe("hanging");
        (await app.NextAsync()).ShouldBe("cancelled");
    }

    [Fact]
    public async Task Stream_CalleeDies_EndsUnavailable()
    {
        await using var app = await EchoApp.StartAsync();
        using var count = app.Client().Count(new EchoRequest { Text = "hang", Number = 1 });
        (await count.ResponseStream.MoveNext(CancellationToken.None)).ShouldBeTrue();

        await app.KillAsync();

        var failure = await Should.ThrowAsync<RpcException>(() =>
            count.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20)));
        failure.StatusCode.ShouldBeOneOf(StatusCode.Unavailable, StatusCode.Cancelled);
    }
}
