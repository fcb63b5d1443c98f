using System.Net;
using CodexPooler.ServiceDefaults.Draining;
using CodexPooler.ServiceDefaults.Tests.TestData;
using CodexPooler.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace CodexPooler.ServiceDefaults.Tests.Draining;

public sealed class DrainSequenceTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly ManualTimeProvider _time = new();
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Stop_DuringDelay_IsNotReadyButStillServes()
    {
        await using var service = await StartAsync();
        var stopping = await BeginStopAsync(service);

        (await service.Http.GetAsync("/healthz/ready")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await service.Http.GetAsync("/healthz/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await service.Http.GetStringAsync("/hello")).ShouldBe("hello");
        stopping.IsCompleted.ShouldBeFalse();

        _time.Advance(Delay);
        await stopping.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Stop_WorkInFlight_WaitsForItsAnswer()
    {
        await using var service = await StartAsync();
        var slow = service.Http.GetStringAsync("/slow");
        await _entered.Task;
        var stopping = await BeginStopAsync(service);
        _time.Advance(Delay);

        (await service.Http.GetAsync("/healthz/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        stopping.IsCompleted.ShouldBeFalse();
        _release.SetResult();

        (await slow).ShouldBe("done");
        await stopping.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Stop_WorkNeverEnds_LeavesAtTheTimeout()
    {
        await using var service = await StartAsync();
        var held = service.Services.GetRequiredService<IDrain>().Track();
        var stopping = await BeginStopAsync(service);
        _time.Advance(Delay);
        stopping.IsCompleted.ShouldBeFalse();

        _time.Advance(Timeout);

        await stopping.WaitAsync(TimeSpan.FromSeconds(20));
        held.Dispose();
    }

    [Fact]
    public void Track_DisposedTwice_CountsOnce()
    {
        using var drain = new Drain();
        var first = drain.Track();
        using var second = drain.Track();

        first.Dispose();
        first.Dispose();

        drain.InFlight.ShouldBe(1);
    }

    private async Task<Task> BeginStopAsync(TestService service)
    {
        var drain = service.Services.GetRequiredService<IDrain>();
        var armed = _time.ArmedTimers;
        var stopping = service.StopAsync();
        await Eventually.TrueAsync(() => drain.Draining.IsCancellationRequested, "draining begins");
        await Eventually.TrueAsync(() => _time.ArmedTimers >= armed + 2, "the delay and its limit are armed");
        return stopping;
    }

    private Task<TestService> StartAsync() => TestService.StartAsync(
        builder => builder.Services.AddSingleton<TimeProvider>(_time),
        app =>
        {
            app.MapGet("/hello", () => "hello");
            app.MapGet("/slow", async () =>
            {
                _entered.SetResult();
                await _release.Task;
                return "done";
            });
        },
        ("Drain:Delay", Delay.ToString()), ("Drain:Timeout", Timeout.ToString()));
}
