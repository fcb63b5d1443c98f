using CodexPooler.Grpc.Tests.Protos;
using CodexPooler.Grpc.Tests.TestData;
using Grpc.Core;
using Shouldly;
using Xunit;

namespace CodexPooler.Grpc.Tests;

public sealed class DeadlineTests
{
    private static readonly byte[] Valid = RawClient.Frame(new ProbeRequest { Text = "x" });

    private static DateTime Soon => DateTime.UtcNow.AddMilliseconds(150);

    [Fact]
    public async Task Unary_DeadlinePasses_BothSidesLearn()
    {
        await using var host = await ProbeHost.StartAsync();
        var serverCancelled = new TaskCompletionSource();
        host.Behaviour.Unary = async (_, context) =>
        {
            await using var registration = context.CancellationToken.Register(serverCancelled.SetResult);
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return new ProbeReply();
        };

        var fault = await Should.ThrowAsync<RpcException>(
            async () => await host.Client.UnaryAsync(new ProbeRequest(), deadline: Soon));

        fault.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
        await serverCancelled.Task.Bounded();
    }

    [Fact]
    public async Task Unary_Deadline_ReachesTheHandler()
    {
        await using var host = await ProbeHost.StartAsync();
        var deadline = DateTime.UtcNow.AddMinutes(3);
        DateTime seen = default;
        host.Behaviour.Unary = (_, context) =>
        {
            seen = context.Deadline;
            return Task.FromResult(new ProbeReply());
        };

        await host.Client.UnaryAsync(new ProbeRequest(), deadline: deadline);

        seen.ShouldBe(deadline, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Unary_NoDeadline_HandlerSeesTheFarthest()
    {
        await using var host = await ProbeHost.StartAsync();
        DateTime seen = default;
        host.Behaviour.Unary = (_, context) =>
        {
            seen = context.Deadline;
            return Task.FromResult(new ProbeReply());
        };

        await host.Client.UnaryAsync(new ProbeRequest());

        seen.ShouldBe(DateTime.MaxValue);
    }

    [Fact]
    public async Task Unary_DeadlineAlreadyPassed_NeverReachesTheServer()
    {
        await using var host = await ProbeHost.StartAsync();
        var called = false;
        host.Behaviour.Unary = (_, _) =>
        {
            called = true;
            return Task.FromResult(new ProbeReply());
        };

        var fault = await Should.ThrowAsync<RpcException>(
            async () => await host.Client.UnaryAsync(new ProbeRequest(), deadline: DateTime.UtcNow.AddSeconds(-1)));

        fault.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
        called.ShouldBeFalse();
    }

    // The raw client enforces nothing, so what it receives is the server's doing.
    [Theory]
    [InlineData("Unary")]
    [InlineData("Expand")]
    [InlineData("Converse")]
    public async Task Server_HandlerIgnoresItsToken_StillAnswersInTime(string method)
    {
        await using var host = await ProbeHost.StartAsync();
        var release = new TaskCompletionSource();
        host.Behaviour.Unary = async (_, _) =>
        {
            await release.Task;
            return new ProbeReply();
        };
        host.Behaviour.Expand = async (_, replies, _) =>
        {
            await replies.WriteAsync(new ProbeReply { Text = "one" });
            await release.Task;
            await replies.WriteAsync(new ProbeReply { Text = "too late" });
        };
        host.Behaviour.Converse = (_, replies, context) => host.Behaviour.Expand(new ProbeRequest(), replies, context);
        using var client = new RawClient();

        var answer = await client.PostAsync(host.Address, method, Valid, headers: ("grpc-timeout", "100m"));
        release.SetResult();

        answer.Status.ShouldBe(StatusCode.DeadlineExceeded);
        client.Connections.ShouldBe(1);
        host.Behaviour.Unary = (_, _) => Task.FromResult(new ProbeReply());
        (await client.PostAsync(host.Address, "Unary", Valid)).Status.ShouldBe(StatusCode.OK);
        client.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Expand_DeadlinePassesWhileReading_EndsTheStream()
    {
        await using var host = await ProbeHost.StartAsync();
        host.Behaviour.Expand = async (_, replies, context) =>
        {
            await replies.WriteAsync(new ProbeReply());
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        };

        using var call = host.Client.Expand(new ProbeRequest(), deadline: Soon);
        (await call.ResponseStream.MoveNext(default)).ShouldBeTrue();
        var fault = await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext(default));

        fault.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
    }

    [Fact]
    public async Task Converse_DeadlinePassesWhileWaitingForRequests_EndsTheHandler()
    {
        await using var host = await ProbeHost.StartAsync();
        var ended = new TaskCompletionSource<Exception>();
        host.Behaviour.Converse = async (requests, _, _) =>
        {
            var waiting = requests.MoveNext(CancellationToken.None);
            ended.SetResult(await Should.ThrowAsync<OperationCanceledException>(() => waiting));
        };
        using var call = host.Client.Converse(deadline: Soon);

        var fault = await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext(default));

        fault.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
        await ended.Task.Bounded();
    }

    [Fact]
    public async Task PropagationToken_OfAServedCall_CarriesDeadlineAndCancellation()
    {
        await using var host = await ProbeHost.StartAsync();
        var inner = new TaskCompletionSource<DateTime>();
        host.Behaviour.Collect = async (_, context) =>
        {
            inner.SetResult(context.Deadline);
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return new ProbeReply();
        };
        host.Behaviour.Unary = async (_, context) =>
        {
            using var call = host.Client.Collect(new CallOptions(propagationToken: context.CreatePropagationToken()));
            return await call;
        };
        var deadline = DateTime.UtcNow.AddSeconds(1);

        var fault = await Should.ThrowAsync<RpcException>(
            async () => await host.Client.UnaryAsync(new ProbeRequest(), deadline: deadline));

        fault.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
        (await inner.Task.Bounded()).ShouldBe(deadline, TimeSpan.FromMilliseconds(900));
    }

    [Fact]
    public async Task Unary_DeadlineInLocalTime_IsRefused()
    {
        await using var host = await ProbeHost.StartAsync();

        Should.Throw<ArgumentException>(
            () => host.Client.UnaryAsync(new ProbeRequest(), deadline: new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Local)))
            .Message.ShouldContain("UTC");
    }
}
