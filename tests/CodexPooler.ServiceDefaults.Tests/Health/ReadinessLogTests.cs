using CodexPooler.ServiceDefaults.Health;
using CodexPooler.ServiceDefaults.Tests.TestData;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Shouldly;
using Xunit;

namespace CodexPooler.ServiceDefaults.Tests.Health;

public sealed class ReadinessLogTests
{
    private readonly LineLogger<ReadinessLog> _logger = new();

    [Fact]
    public void Note_ProbeAsksAgainAndAgain_TellsChangesOnly()
    {
        var log = new ReadinessLog(_logger);

        log.Note(Report("warming up, 1 of 9 turns"));
        log.Note(Report("warming up, 5 of 9 turns"));
        log.Note(Report(null));
        log.Note(Report(null));
        log.Note(Report("no answer from Password=hunter22"));

        _logger.Lines.ShouldBe(
            ["Not ready: part: warming up, 1 of 9 turns", "Ready", "Not ready: part: no answer from Password=***"]);
    }

    [Fact]
    public void Note_ReadyFromTheStart_SaysNothing()
    {
        new ReadinessLog(_logger).Note(Report(null));

        _logger.Lines.ShouldBeEmpty();
    }

    // What is only degraded serves.
    private static HealthReport Report(string? why) => new(
        new Dictionary<string, HealthReportEntry>
        {
            ["bus"] = new(HealthStatus.Degraded, "no broker", default, null, null),
            ["part"] = new(why is null ? HealthStatus.Healthy : HealthStatus.Unhealthy, why, default, null, null),
        },
        TimeSpan.Zero);
}
