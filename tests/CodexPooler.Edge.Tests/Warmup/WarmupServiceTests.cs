using System.Net;
using CodexPooler.Edge.Warmup;
using CodexPooler.ServiceDefaults.Draining;
using CodexPooler.Testing.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Edge.Tests.Warmup;

/// <summary>When an edge that warms up is ready, and what its probes say until then.</summary>
public sealed class WarmupServiceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ScriptedRehearsal _rehearsal = new();

    [Fact]
    public async Task Ready_WhileItWarms_SaysHowFarItIs()
    {
        await using var edge = await WarmingEdge.StartAsync(turns: 12_000, _rehearsal);
        await _rehearsal.Began.WaitAsync(Patience);

        var (status, why) = await edge.ReadyAsync();
        var live = await edge.Server.Http.GetAsync("/healthz/live");

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        why.ShouldBe($"warming up, 1 of {RehearsedKinds.Count(12_000):#,0} turns");
        live.StatusCode.ShouldBe(HttpStatusCode.OK);
        edge.Log.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Ready_RehearsalHasEnded_IsReady()
    {
        await using var edge = await WarmingEdge.StartAsync(rehearsal: _rehearsal);

        _rehearsal.Rest.SetResult();

        await Eventually.TrueAsync(edge.IsReadyAsync, "readiness");
        edge.Log.Lines.ShouldHaveSingleItem().Level.ShouldBe(LogLevel.Information);
    }

    [Fact]
    public async Task Ready_RehearsalFails_IsReadyAndWarnsOnce()
    {
        await using var edge = await WarmingEdge.StartAsync(rehearsal: _rehearsal);

        _rehearsal.Rest.SetException(new IOException("no room"));

        await Eventually.TrueAsync(edge.IsReadyAsync, "readiness");
        var line = edge.Log.Lines.ShouldHaveSingleItem();
        line.Level.ShouldBe(LogLevel.Warning);
        line.Text.ShouldStartWith("Warming up failed at 1 of ");
    }

    [Fact]
    public async Task Ready_TimeIsOver_IsReadyAndSaysWhatIsLeft()
    {
        var time = new ManualTimeProvider();
        await using var edge = await WarmingEdge.StartAsync(rehearsal: _rehearsal, time: time);
        await _rehearsal.Began.WaitAsync(Patience);

        time.Advance(TimeSpan.FromSeconds(59));
        (await edge.ReadyAsync()).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        time.Advance(TimeSpan.FromSeconds(1));

        await Eventually.TrueAsync(edge.IsReadyAsync, "readiness");
        var line = edge.Log.Lines.ShouldHaveSingleItem();
        line.Level.ShouldBe(LogLevel.Warning);
        line.Text.ShouldStartWith("Warming up took longer than 00:01:00 and was left at 1 of ");
    }

    [Fact]
    public async Task Stop_WhileItWarms_EndsTheRehearsalBeforeTheDrain()
    {
        await using var edge = await WarmingEdge.StartAsync(rehearsal: _rehearsal);
        await _rehearsal.Began.WaitAsync(Patience);

        Task stopped;
        using (edge.Services.GetRequiredService<IDrain>().Track())
        {
            stopped = edge.Services.GetRequiredService<IHost>().StopAsync();
            await _rehearsal.Left.WaitAsync(Patience);

            stopped.IsCompleted.ShouldBeFalse();
            (await edge.ReadyAsync("process")).ShouldBe((HttpStatusCode.ServiceUnavailable, "leaving"));
        }

        await stopped.WaitAsync(Patience);
        edge.Log.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Ready_NoTurnsAskedFor_IsReadyAtOnce()
    {
        await using var edge = await WarmingEdge.StartAsync(turns: 0);

        (await edge.IsReadyAsync()).ShouldBeTrue();
        edge.Services.GetService<WarmupService>().ShouldBeNull();
    }
}
