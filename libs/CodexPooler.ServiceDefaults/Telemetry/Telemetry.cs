using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CodexPooler.ServiceDefaults.Telemetry;

/// <summary>Owns the OpenTelemetry SDK for as long as the process runs, and flushes it at the end.</summary>
internal sealed class Telemetry(BuildInfo build, IOptions<TelemetryOptions> options, PrometheusExporter prometheus)
    : IHostedLifecycleService, IDisposable
{
    private static readonly string[] Sources = ["CodexPooler.*", "Microsoft.AspNetCore", "System.Net.Http", "MassTransit"];

    private static readonly string[] Meters =
    [
        "CodexPooler.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http",
        "System.Runtime", "MassTransit",
    ];

    private readonly Meter _meter = new("CodexPooler.Build");
    private OpenTelemetrySdk? _sdk;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _meter.CreateObservableGauge("codexpooler_build_info", () => new Measurement<int>(
            1, new("service", build.Service), new("version", build.Version), new("commit", build.Commit)));
        _sdk = OpenTelemetrySdk.Create(sdk =>
        {
            sdk.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource(Sources));
            var name = "codex-pooler-" + build.Service;
            sdk.ConfigureResource(resource => resource.AddService(name, serviceVersion: build.Version));
            sdk.WithMetrics(metrics => metrics.AddMeter(Meters).AddReader(prometheus.Reader));
            if (options.Value.OtlpEndpoint is { } endpoint) Export(sdk, endpoint);
        });
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _sdk?.Dispose();
        _meter.Dispose();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Export(IOpenTelemetryBuilder sdk, Uri endpoint)
    {
        sdk.WithTracing(tracing => tracing
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.Value.TraceRatio)))
            .AddOtlpExporter(otlp => Aim(otlp, endpoint, "v1/traces")));
        sdk.WithMetrics(metrics => metrics.AddOtlpExporter((otlp, reader) =>
        {
            Aim(otlp, endpoint, "v1/metrics");
            reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds =
                (int)options.Value.MetricInterval.TotalMilliseconds;
        }));
    }

    // The exporter uses an endpoint set in code as it is; it appends the signal's path only to its own environment variable.
    private void Aim(OtlpExporterOptions otlp, Uri endpoint, string signal)
    {
        otlp.Protocol = options.Value.OtlpProtocol;
        var path = otlp.Protocol == OtlpExportProtocol.Grpc ? string.Empty : "/" + signal;
        otlp.Endpoint = new Uri(endpoint.AbsoluteUri.TrimEnd('/') + path);
    }
}
