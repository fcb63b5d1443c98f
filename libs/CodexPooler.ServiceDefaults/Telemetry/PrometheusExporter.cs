using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace CodexPooler.ServiceDefaults.Telemetry;

/// <summary>Collects when it is scraped and keeps nothing in between.</summary>
internal sealed class PrometheusExporter : BaseExporter<Metric>
{
    private readonly Lock _scrape = new();
    private string _text = string.Empty;

    public PrometheusExporter() => Reader = new BaseExportingMetricReader(this)
    {
        TemporalityPreference = MetricReaderTemporalityPreference.Cumulative,
    };

    public MetricReader Reader { get; }

    public string Scrape()
    {
        lock (_scrape)
        {
            Reader.Collect();
            return _text;
        }
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        var text = new PrometheusText();
        foreach (var metric in batch) text.Add(metric);
        _text = text.ToString();
        return ExportResult.Success;
    }
}
