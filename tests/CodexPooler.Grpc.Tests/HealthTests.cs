using CodexPooler.Grpc.Tests.TestData;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.HealthCheck;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace CodexPooler.Grpc.Tests;

/// <summary>The behaviour of grpc/grpc, doc/health-checking.md.</summary>
public sealed class HealthTests
{
    [Fact]
    public async Task Check_KnownAndUnknownService_SaysSo()
    {
        await using var host = await StartAsync();
        var client = new global::Grpc.Health.V1.Health.HealthClient(host.Channel());
        host.Services.GetRequiredService<HealthServiceImpl>().SetStatus("", ServingStatus.Serving);

        (await client.CheckAsync(new HealthCheckRequest())).Status.ShouldBe(ServingStatus.Serving);
        var fault = await Should.ThrowAsync<RpcException>(
            async () => await client.CheckAsync(new HealthCheckRequest { Service = "other" }));
        fault.StatusCode.ShouldBe(StatusCode.NotFound);
    }

    [Fact]
    public async Task Watch_StatusChanges_TellsEachChange()
    {
        await using var host = await StartAsync();
        var health = host.Services.GetRequiredService<HealthServiceImpl>();
        var client = new global::Grpc.Health.V1.Health.HealthClient(host.Channel());

        using var watch = client.Watch(new HealthCheckRequest { Service = "s" });
        (await Next(watch)).ShouldBe(ServingStatus.ServiceUnknown);
        health.SetStatus("s", ServingStatus.Serving);
        (await Next(watch)).ShouldBe(ServingStatus.Serving);
        health.SetStatus("unrelated", ServingStatus.NotServing);
        health.SetStatus("s", ServingStatus.NotServing);
        (await Next(watch)).ShouldBe(ServingStatus.NotServing);
        health.ClearAll();
        (await Next(watch)).ShouldBe(ServingStatus.ServiceUnknown);
    }

    private static async Task<ServingStatus> Next(AsyncServerStreamingCall<HealthCheckResponse> watch)
    {
        (await watch.ResponseStream.MoveNext(default).Bounded()).ShouldBeTrue();
        return watch.ResponseStream.Current.Status;
    }

    private static Task<ProbeHost> StartAsync() => ProbeHost.StartAsync(
        services: services => services.AddSingleton<HealthServiceImpl>(),
        map: app => app.MapGrpcService<HealthServiceImpl>());
}
