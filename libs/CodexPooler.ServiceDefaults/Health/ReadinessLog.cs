using CodexPooler.ServiceDefaults.Secrets;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace CodexPooler.ServiceDefaults.Health;

/// <summary>
/// Tells changes of readiness. The framework tells a failing check at every look, as an error and with the whole exception, which
/// for a service that starts, waits for its broker or leaves is many a minute.
/// </summary>
internal sealed class ReadinessLog(ILogger<ReadinessLog> logger)
{
    /// <summary>The framework's own, left out of the log.</summary>
    public const string Framework = "Microsoft.Extensions.Diagnostics.HealthChecks";

    private string _told = "";

    public void Note(HealthReport report)
    {
        var failing = report.Entries.Where(entry => entry.Value.Status == HealthStatus.Unhealthy)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal).ToList();
        var names = string.Join(", ", failing.Select(entry => entry.Key));
        if (Interlocked.Exchange(ref _told, names) == names) return;
        if (failing.Count == 0) Log.Ready(logger);
        else Log.NotReady(logger, string.Join("; ", failing.Select(entry => $"{entry.Key}: {Why(entry.Value)}")));
    }

    private static string Why(HealthReportEntry entry) => Redaction.Scrub(entry.Description ?? "failing");
}
