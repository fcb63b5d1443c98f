using CodexPooler.Grpc.Tests.Protos;
using CodexPooler.Grpc.Tests.TestData;
using CodexPooler.Testing.Time;
using Grpc.Core;
using Shouldly;
using Xunit;

namespace CodexPooler.Grpc.Tests.InProcess;

public sealed class InProcessEndingsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Unary_DeadlinePasses_BothSidesLearn(bool inline)
    {
        var time = new ManualTimeProvider();
        await using var host = new InProcessHost(inline: inline, time: time);
        var cancelled = HangUnary(host, out var started);

        using var call = host.Client.UnaryAsync(new ProbeRequest(), deadline: time.GetUtcNow().UtcDateTime.AddSeconds(5));
        await started.Bounded();
        time.Advance(TimeSpan.FromSeconds(5));
        var fault = await Should.ThrowAsync<RpcException>(() => call.ResponseAsync.Bounded());

        fault.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
        await cancelled.Bounded();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Unary_DeadlineAlreadyPassed_NeverReachesTheHandler(bool inline)
    {
        await using var host = new InProcessHost(inline: inline);
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Unary_CallerCancels_BothSidesLearn(bool inline)
    {
        await using var host = new InProcessHost(inline: inline);
        var cancelled = HangUnary(host, out var started);
        using var source = new CancellationTokenSource();

        var call = host.Client.UnaryAsync(new ProbeRequest(), cancellationToken: source.Token);
        await started.Bounded();
        await source.CancelAsync();

        (await Should.ThrowAsync<RpcException>(async () => await call)).StatusCode.ShouldBe(StatusCode.Cancelled);
        await cancelled.Bounded();
    }

    [Fact]
    public async Task Converse_DisposedByTheClient_EndsTheHandler()
    {
        await using var host = new InProcessHost();
        var ended = new TaskCompletionSource();
        host.Behaviour.Converse = async (requests, _, _) =>
        {
            await Should.ThrowAsync<OperationCanceledException>(async () =>
            {
                while (await requests.MoveNext(CancellationToken.None)) { }
            });
            ended.SetResult();
        };

        var call = host.Client.Converse();
        await call.RequestStream.WriteAsync(new ProbeRequest());
        call.Dispose();

        await ended.Task.Bounded();
        call.GetStatus().StatusCode.ShouldBe(StatusCode.Cancelled);
    }

    [Fact]
    public async Task Collect_HandlerEndsEarly_WriterLearnsItsStatus()
    {
        await using var host = new InProcessHost();
        host.Behaviour.Collect = (_, _) => throw new RpcException(new Status(StatusCode.PermissionDenied, "no"));

        using var call = host.Client.Collect();
        await Should.ThrowAsync<RpcException>(async () => await call);
        var writing = await Should.ThrowAsync<RpcException>(() => call.RequestStream.WriteAsync(new ProbeRequest()));

        writing.Status.ShouldBe(new Status(StatusCode.PermissionDenied, "no"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ShutdownAsync_CallsRunning_CancelsAndAwaitsThem(bool inline)
    {
        await using var host = new InProcessHost(inline: inline);
        var cancelled = HangUnary(host, out var started);
        var call = host.Client.UnaryAsync(new ProbeRequest());
        await started.Bounded();

        await host.Channel.ShutdownAsync().Bounded();

        cancelled.IsCompleted.ShouldBeTrue();
        await Should.ThrowAsync<RpcException>(async () => await call);
    }

    private static Task HangUnary(InProcessHost host, out Task started)
    {
        var running = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        started = running.Task;
        host.Behaviour.Unary = async (_, context) =>
        {
            running.SetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            }
            finally
            {
                cancelled.SetResult();
            }

            return new ProbeReply();
        };
        return cancelled.Task;
    }
}
