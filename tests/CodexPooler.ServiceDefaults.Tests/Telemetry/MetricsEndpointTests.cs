using System.Diagnostics.Metrics;
using CodexPooler.ServiceDefaults.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.ServiceDefaults.Tests.Telemetry;

public sealed class MetricsEndpointTests
{
    [Fact]
    public async Task Metrics_Scrape_IsPrometheusText()
    {
        using var meter = new Meter("CodexPooler.Probe");
        await using var service = await TestService.StartAsync();
        meter.CreateCounter<long>("codexpooler_probe_turns", description: "Turns seen")
            .Add(3, new KeyValuePair<string, object?>("pool", "a\"b\\c"));
        meter.CreateHistogram<double>("codexpooler_probe_wait", "s").Record(0.2);
        meter.CreateObservableGauge("codexpooler_probe_streams", () => 12);

        var answer = await service.Http.GetAsync("/metrics");
        var text = await answer.Content.ReadAsStringAsync();

        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; version=0.0.4; charset=utf-8");
        text.ShouldContain("# HELP codexpooler_probe_turns_total Turns seen\n# TYPE codexpooler_probe_turns_total counter\n");
        text.ShouldContain("codexpooler_probe_turns_total{pool=\"a\\\"b\\\\c\"} 3\n");
        text.ShouldContain("codexpooler_probe_wait_seconds_bucket{le=\"+Inf\"} 1\n");
        text.ShouldContain("codexpooler_probe_wait_seconds_sum 0.2\ncodexpooler_probe_wait_seconds_count 1\n");
        text.ShouldContain("codexpooler_probe_streams 12\n");
        text.Split('\n').ShouldContain(line => line.StartsWith("codexpooler_build_info{") && line.Contains("service=\"probe\""));
    }

    [Fact]
    public async Task Metrics_TwoScrapes_AccumulateOneAnswerEach()
    {
        using var meter = new Meter("CodexPooler.Probe.Twice");
        await using var service = await TestService.StartAsync();
        var counter = meter.CreateCounter<long>("codexpooler_probe_twice");
        counter.Add(1);
        (await service.Http.GetStringAsync("/metrics")).ShouldContain("codexpooler_probe_twice_total 1\n");
        counter.Add(1);

        var text = await service.Http.GetStringAsync("/metrics");

        text.ShouldContain("codexpooler_probe_twice_total 2\n");
        text.Split("# TYPE codexpooler_probe_twice_total ").Length.ShouldBe(2);
    }
}
