using System.Net;
using CodexPooler.ServiceDefaults.Draining;
using CodexPooler.ServiceDefaults.Tests.TestData;
using CodexPooler.Testing.Time;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Shouldly;
using Xunit;
using static Grpc.Health.V1.HealthCheckResponse.Types;
using HealthClient = Grpc.Health.V1.Health.HealthClient;

namespace CodexPooler.ServiceDefaults.Tests.Health;

/// <summary>
/// Both probes tell the same. What the calls of grpc.health.v1 mean is written in grpc/grpc, doc/health-checking.md.
/// </summary>
public sealed class GrpcHealthTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ManualTimeProvider _time = new();
    private volatile bool _isReady;

    [Fact]
    public async Task Check_DependencyFailsAndRecovers_SaysWhatTheReadinessProbeSays()
    {
        await using var service = await StartAsync();
        using var channel = GrpcChannel.ForAddress(service.GrpcAddress);
        var health = new HealthClient(channel);

        foreach (var ready in new[] { false, true, false })
        {
            _isReady = ready;
            var probe = await service.Http.GetAsync("/healthz/ready");
            probe.StatusCode.ShouldBe(ready ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable);
            var reply = await health.CheckAsync(new HealthCheckRequest());
            reply.Status.ShouldBe(ready ? ServingStatus.Serving : ServingStatus.NotServing);
        }
    }

    [Fact]
    public async Task Check_ServiceNobodyKnows_IsNotFound()
    {
        await using var service = await StartAsync();
        using var channel = GrpcChannel.ForAddress(service.GrpcAddress);

        var fault = await Should.ThrowAsync<RpcException>(
            async () => await new HealthClient(channel).CheckAsync(new HealthCheckRequest { Service = "other" }));

        fault.StatusCode.ShouldBe(StatusCode.NotFound);
    }

    [Fact]
    public async Task Watch_BecomesReadyAndLeaves_TellsBothAndEnds()
    {
        await using var service = await StartAsync();
        using var channel = GrpcChannel.ForAddress(service.GrpcAddress);
        var armed = _time.ArmedTimers;
        using var watch = new HealthClient(channel).Watch(new HealthCheckRequest());
        (await NextAsync(watch)).ShouldBe(ServingStatus.NotServing);

        _isReady = true;
        await Eventually.TrueAsync(() => _time.ArmedTimers > armed, "it waits for its next look");
        _time.Advance(TimeSpan.FromSeconds(1));
        (await NextAsync(watch)).ShouldBe(ServingStatus.Serving);

        Task stopped;
        using (service.Services.GetRequiredService<IDrain>().Track())
        {
            // Nobody moves the clock: leaving is not found out by looking.
            stopped = service.StopAsync();
            (await NextAsync(watch)).ShouldBe(ServingStatus.NotServing);
        }

        // The host's own time for closing is a minute and a quarter.
        (await watch.ResponseStream.MoveNext(default).WaitAsync(Patience)).ShouldBeFalse();
        await stopped.WaitAsync(Patience);
    }

    private static async Task<ServingStatus> NextAsync(AsyncServerStreamingCall<HealthCheckResponse> watch)
    {
        (await watch.ResponseStream.MoveNext(default).WaitAsync(Patience)).ShouldBeTrue();
        return watch.ResponseStream.Current.Status;
    }

    private Task<TestService> StartAsync() => TestService.StartAsync(
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_time);
            builder.Services.AddHealthChecks().AddCheck(
                "warm-up", () => _isReady ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("not yet"), tags: ["ready"]);
        },
        settings: ("Drain:Delay", "00:00:00"));
}
