using CodexPooler.Grpc.Tests.Protos;
using CodexPooler.Grpc.Tests.TestData;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace CodexPooler.Grpc.Tests;

public sealed class ServerInterceptorTests
{
    [Fact]
    public async Task Interceptors_OfEveryKind_SurroundTheHandlerInOrder()
    {
        List<string> trace = [];
        await using var host = await ProbeHost.StartAsync(
            options =>
            {
                options.Interceptors.Add<TracingInterceptor>("outer");
                options.Interceptors.Add<TracingInterceptor>("inner");
            },
            services => services.AddSingleton(trace));

        await host.Client.UnaryAsync(new ProbeRequest());
        using var collect = host.Client.Collect();
        await collect.RequestStream.CompleteAsync();
        await collect;
        using var expand = host.Client.Expand(new ProbeRequest());
        await expand.ResponseStream.MoveNext(default);
        using var converse = host.Client.Converse();
        await converse.RequestStream.CompleteAsync();
        await converse.ResponseStream.MoveNext(default);

        trace.ShouldBe([.. ((string[])["Unary", "Collect", "Expand", "Converse"]).SelectMany(method => (string[])
            [$"outer>{method}", $"inner>{method}", $"inner<{method}", $"outer<{method}"])]);
    }

    [Fact]
    public async Task Interceptor_Throws_ItsStatusReachesTheClient()
    {
        await using var host = await ProbeHost.StartAsync(
            options => options.Interceptors.Add<RefusingInterceptor>());

        var fault = await Should.ThrowAsync<RpcException>(async () => await host.Client.UnaryAsync(new ProbeRequest()));

        fault.Status.ShouldBe(new Status(StatusCode.Unauthenticated, "who are you"));
    }

    [Fact]
    public async Task AddServiceOptions_ForOneService_ChangesItAlone()
    {
        await using var host = await ProbeHost.StartAsync(
            options => options.EnableDetailedErrors = true,
            services => services.AddGrpc().AddServiceOptions<ProbeService>(options => options.MaxReceiveMessageSize = 10));
        host.Behaviour.Unary = (_, _) => throw new InvalidDataException("inherited detail");

        var small = await Should.ThrowAsync<RpcException>(async () => await host.Client.UnaryAsync(new ProbeRequest()));
        var large = await Should.ThrowAsync<RpcException>(
            async () => await host.Client.UnaryAsync(new ProbeRequest { Text = "longer than ten bytes" }));

        small.Status.Detail.ShouldContain("inherited detail");
        large.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
    }
}
