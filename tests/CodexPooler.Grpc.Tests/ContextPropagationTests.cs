using CodexPooler.Grpc.Client;
using CodexPooler.Grpc.Tests.Protos;
using CodexPooler.Grpc.Tests.TestData;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Shouldly;
using Xunit;

namespace CodexPooler.Grpc.Tests;

public sealed class ContextPropagationTests
{
    [Fact]
    public async Task Interceptor_OnBothSides_PassesTheDeadlineOn()
    {
        await using var host = await ProbeHost.StartAsync(options => options.Interceptors.Add<ContextPropagationInterceptor>());
        var inner = new Probe.ProbeClient(host.Channel().Intercept(new ContextPropagationInterceptor()));
        var seen = DateTime.MaxValue;
        host.Behaviour.Expand = (_, _, context) =>
        {
            seen = context.Deadline;
            return Task.CompletedTask;
        };
        host.Behaviour.Unary = async (_, _) =>
        {
            using var call = inner.Expand(new ProbeRequest());
            await call.ResponseStream.MoveNext(default);
            return new ProbeReply();
        };
        var deadline = DateTime.UtcNow.AddMinutes(2);

        await host.Client.UnaryAsync(new ProbeRequest(), deadline: deadline);

        seen.ShouldBe(deadline, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Interceptor_OuterCallCancelled_CancelsTheInnerOne()
    {
        await using var host = await ProbeHost.StartAsync(options => options.Interceptors.Add<ContextPropagationInterceptor>());
        var inner = new Probe.ProbeClient(host.Channel().Intercept(new ContextPropagationInterceptor()));
        var running = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        host.Behaviour.Collect = async (_, context) =>
        {
            await using var registration = context.CancellationToken.Register(cancelled.SetResult);
            running.SetResult();
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return new ProbeReply();
        };
        host.Behaviour.Unary = async (_, _) => await inner.Collect();

        var outer = host.Client.UnaryAsync(new ProbeRequest());
        await running.Task.Bounded();
        outer.Dispose();

        await cancelled.Task.Bounded();
        await Should.ThrowAsync<RpcException>(async () => await outer);
    }
}
