using CodexPooler.Grpc.Tests.Protos;
using CodexPooler.Grpc.Tests.TestData;
using CodexPooler.Testing.Time;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace CodexPooler.Grpc.Tests;

public sealed class DeadlineTests
{
    private static readonly byte[] Valid = RawClient.Frame(new ProbeRequest { Text = "x" });

    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(20);

    private readonly ManualTimeProvider _time = new();
    private readonly DateTime _start;

    public DeadlineTests() => _start = _time.GetUtcNow().UtcDateTime;

    [Fact]
    public async Task Unary_DeadlinePasses_BothSidesLearn()
    {
        await using var host = await StartAsync();
        var serving = new TaskCompletionSource();
        var serverCancelled = new TaskCompletionSource();
        host.Behaviour.Unary = async (_, context) =>
        {
            await using var registration = context.CancellationToken.Register(serverCancelled.SetResult);
            serving.SetResult();
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return new ProbeReply();
        };

        using var call = Client(host).UnaryAsync(new ProbeRequest(), deadline: Deadline);
        await serving.Task.Bounded();
        _time.Advance(Allowed);
        var fault = await Should.ThrowAsync<RpcException>(async () => await call.ResponseAsync.Bounded());

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
        await using var host = await StartAsync();
        host.Behaviour.Expand = async (_, replies, context) =>
        {
            await replies.WriteAsync(new ProbeReply());
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        };

        using var call = Client(host).Expand(new ProbeRequest(), deadline: Deadline);
        (await call.ResponseStream.MoveNext(default)).ShouldBeTrue();
        var next = call.ResponseStream.MoveNext(default);
        _time.Advance(Allowed);
        var fault = await Should.ThrowAsync<RpcException>(() => next.Bounded());

        fault.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
    }

    [Fact]
    public async Task Converse_DeadlinePassesWhileWaitingForRequests_EndsTheHandler()
    {
        await using var host = await StartAsync();
        var waits = new TaskCompletionSource();
        var ended = new TaskCompletionSource<Exception>();
        host.Behaviour.Converse = async (requests, _, _) =>
        {
            var waiting = requests.MoveNext(CancellationToken.None);
            waits.SetResult();
            ended.SetResult(await Should.ThrowAsync<OperationCanceledException>(() => waiting));
        };
        using var call = Client(host).Converse(deadline: Deadline);
        var next = call.ResponseStream.MoveNext(default);

        await waits.Task.Bounded();
        _time.Advance(Allowed);
        var fault = await Should.ThrowAsync<RpcException>(() => next.Bounded());

        fault.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
        await ended.Task.Bounded();
    }

    [Fact]
    public async Task PropagationToken_OfAServedCall_CarriesDeadlineAndCancellation()
    {
        await using var host = await StartAsync();
        var client = Client(host);
        var inner = new TaskCompletionSource<DateTime>();
        host.Behaviour.Collect = async (_, context) =>
        {
            inner.SetResult(context.Deadline);
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return new ProbeReply();
        };
        host.Behaviour.Unary = async (_, context) =>
        {
            using var call = client.Collect(new CallOptions(propagationToken: context.CreatePropagationToken()));
            return await call;
        };

        using var outer = client.UnaryAsync(new ProbeRequest(), deadline: Deadline);
        (await inner.Task.Bounded()).ShouldBe(Deadline);
        _time.Advance(Allowed);
        var fault = await Should.ThrowAsync<RpcException>(async () => await outer.ResponseAsync.Bounded());

        fault.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
    }

    [Fact]
    public async Task Unary_DeadlineInLocalTime_IsRefused()
    {
        await using var host = await ProbeHost.StartAsync();

        Should.Throw<ArgumentException>(
            () => host.Client.UnaryAsync(new ProbeRequest(), deadline: new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Local)))
            .Message.ShouldContain("UTC");
    }

    private DateTime Deadline => _start + Allowed;

    private Task<ProbeHost> StartAsync() => ProbeHost.StartAsync(services: services => services.AddSingleton<TimeProvider>(_time));

    private Probe.ProbeClient Client(ProbeHost host) => new(host.Channel(options => options.TimeProvider = _time));
}
