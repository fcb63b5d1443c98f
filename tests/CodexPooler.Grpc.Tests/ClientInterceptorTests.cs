using CodexPooler.Grpc.Tests.Protos;
using CodexPooler.Grpc.Tests.TestData;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Shouldly;
using Xunit;

namespace CodexPooler.Grpc.Tests;

public sealed class ClientInterceptorTests
{
    [Fact]
    public async Task Intercept_WithMetadata_ReachesEveryKindOfCall()
    {
        await using var host = await ProbeHost.StartAsync();
        List<string?> seen = [];
        void See(ServerCallContext context) => seen.Add(context.RequestHeaders.GetValue("app-id"));
        host.Behaviour.Unary = (_, context) =>
        {
            See(context);
            return Task.FromResult(new ProbeReply());
        };
        host.Behaviour.Collect = (_, context) =>
        {
            See(context);
            return Task.FromResult(new ProbeReply());
        };
        host.Behaviour.Expand = (_, _, context) =>
        {
            See(context);
            return Task.CompletedTask;
        };
        host.Behaviour.Converse = (_, _, context) =>
        {
            See(context);
            return Task.CompletedTask;
        };
        var headers = new Metadata { { "own", "kept" } };
        var client = new Probe.ProbeClient(host.Channel().Intercept(metadata =>
        {
            metadata.Add("app-id", "router");
            return metadata;
        }));

        client.Unary(new ProbeRequest(), headers);
        await client.UnaryAsync(new ProbeRequest(), headers);
        using var collect = client.Collect(headers);
        await collect;
        using var expand = client.Expand(new ProbeRequest(), headers);
        await expand.ResponseStream.MoveNext(default);
        using var converse = client.Converse(headers);
        await converse.ResponseStream.MoveNext(default);

        seen.ShouldBe(Enumerable.Repeat("router", 5));
        headers.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Intercept_SeveralInterceptors_TheFirstIsOutermost()
    {
        await using var host = await ProbeHost.StartAsync();
        string? order = null;
        host.Behaviour.Unary = (_, context) =>
        {
            order = string.Join(',', context.RequestHeaders.GetAll("order").Select(entry => entry.Value));
            return Task.FromResult(new ProbeReply());
        };
        var client = new Probe.ProbeClient(
            host.Channel().Intercept(new AppendingInterceptor("a"), new AppendingInterceptor("b")));

        await client.UnaryAsync(new ProbeRequest());

        order.ShouldBe("a, b");
    }
}
