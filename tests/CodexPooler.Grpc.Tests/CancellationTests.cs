using CodexPooler.Grpc.Tests.Protos;
using CodexPooler.Grpc.Tests.TestData;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace CodexPooler.Grpc.Tests;

public sealed class CancellationTests
{
    [Fact]
    public async Task Unary_CallerCancels_BothSidesLearn()
    {
        await using var host = await ProbeHost.StartAsync();
        var (started, cancelled) = Hang(host);
        using var source = new CancellationTokenSource();

        var call = host.Client.UnaryAsync(new ProbeRequest(), cancellationToken: source.Token);
        await started.Bounded();
        await source.CancelAsync();
        var fault = await Should.ThrowAsync<RpcException>(async () => await call);

        fault.StatusCode.ShouldBe(StatusCode.Cancelled);
        await cancelled.Bounded();
    }

    [Fact]
    public async Task Unary_ThrowOperationCanceledIsSet_ThrowsThat()
    {
        await using var host = await ProbeHost.StartAsync();
        var (started, _) = Hang(host);
        using var source = new CancellationTokenSource();
        var client = new Probe.ProbeClient(host.Channel(options => options.ThrowOperationCanceledOnCancellation = true));

        var call = client.UnaryAsync(new ProbeRequest(), cancellationToken: source.Token);
        await started.Bounded();
        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await call);
    }

    [Fact]
    public async Task Unary_TokenAlreadyCancelled_IsCancelled()
    {
        await using var host = await ProbeHost.StartAsync();

        var fault = await Should.ThrowAsync<RpcException>(
            async () => await host.Client.UnaryAsync(new ProbeRequest(), cancellationToken: new CancellationToken(true)));

        fault.StatusCode.ShouldBe(StatusCode.Cancelled);
    }

    [Fact]
    public async Task Unary_CallDisposed_CancelsIt()
    {
        await using var host = await ProbeHost.StartAsync();
        var (started, cancelled) = Hang(host);

        var call = host.Client.UnaryAsync(new ProbeRequest());
        await started.Bounded();
        call.Dispose();

        (await Should.ThrowAsync<RpcException>(async () => await call)).StatusCode.ShouldBe(StatusCode.Cancelled);
        await cancelled.Bounded();
    }

    [Fact]
    public async Task Expand_DisposedHalfWay_StopsTheServer()
    {
        await using var host = await ProbeHost.StartAsync();
        var stopped = new TaskCompletionSource();
        host.Behaviour.Expand = async (_, replies, context) =>
        {
            await replies.WriteAsync(new ProbeReply());
            await using var registration = context.CancellationToken.Register(stopped.SetResult);
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        };

        var call = host.Client.Expand(new ProbeRequest());
        await call.ResponseStream.MoveNext(default).Bounded();
        call.Dispose();

        await stopped.Task.Bounded();
        call.GetStatus().StatusCode.ShouldBe(StatusCode.Cancelled);
    }

    [Fact]
    public async Task Expand_NeverReadAndDisposed_StopsTheServer()
    {
        await using var host = await ProbeHost.StartAsync();
        var started = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        host.Behaviour.Expand = async (_, _, context) =>
        {
            await using var registration = context.CancellationToken.Register(stopped.SetResult);
            started.SetResult();
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        };

        var call = host.Client.Expand(new ProbeRequest());
        await started.Task.Bounded();
        call.Dispose();

        await stopped.Task.Bounded();
    }

    [Fact]
    public async Task MoveNext_ItsTokenIsCancelled_CancelsTheCall()
    {
        await using var host = await ProbeHost.StartAsync();
        var stopped = new TaskCompletionSource();
        host.Behaviour.Converse = async (_, _, context) =>
        {
            await using var registration = context.CancellationToken.Register(stopped.SetResult);
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        };
        using var source = new CancellationTokenSource();
        using var call = host.Client.Converse();
        await call.RequestStream.WriteAsync(new ProbeRequest());

        var reading = call.ResponseStream.MoveNext(source.Token);
        await source.CancelAsync();

        (await Should.ThrowAsync<RpcException>(() => reading)).StatusCode.ShouldBe(StatusCode.Cancelled);
        await stopped.Task.Bounded();
    }

    [Fact]
    public async Task Collect_ServerAnswersEarly_WriterLearnsAndTheResponseArrives()
    {
        await using var host = await ProbeHost.StartAsync();
        host.Behaviour.Collect = (_, _) => throw new RpcException(new Status(StatusCode.PermissionDenied, "no"));
        using var call = host.Client.Collect();

        var fault = await Should.ThrowAsync<RpcException>(async () => await call);
        var writing = await Should.ThrowAsync<RpcException>(() => call.RequestStream.WriteAsync(new ProbeRequest()));

        fault.Status.ShouldBe(new Status(StatusCode.PermissionDenied, "no"));
        writing.Status.ShouldBe(fault.Status);
    }

    [Fact]
    public async Task Unary_ServerResetsTheStream_IsMappedFromItsCode()
    {
        await using var host = await ProbeHost.StartAsync();
        host.Behaviour.Unary = (_, context) =>
        {
            context.GetHttpContext().Features.Get<Microsoft.AspNetCore.Http.Features.IHttpResetFeature>()!.Reset(0xb);
            return Task.FromResult(new ProbeReply());
        };

        var fault = await Should.ThrowAsync<RpcException>(async () => await host.Client.UnaryAsync(new ProbeRequest()));

        fault.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
    }

    private static (Task Started, Task Cancelled) Hang(ProbeHost host)
    {
        var started = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        host.Behaviour.Unary = async (_, context) =>
        {
            await using var registration = context.CancellationToken.Register(cancelled.SetResult);
            started.SetResult();
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return new ProbeReply();
        };
        return (started.Task, cancelled.Task);
    }
}
