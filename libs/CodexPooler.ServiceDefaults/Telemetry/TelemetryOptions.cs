using System.ComponentModel.DataAnnotations;
using OpenTelemetry.Exporter;

namespace CodexPooler.ServiceDefaults.Telemetry;

/// <summary>Where traces and metrics go besides <c>/metrics</c>.</summary>
public sealed class TelemetryOptions : IValidatableObject
{
    public const string Section = "Telemetry";

    /// <summary>An OpenTelemetry collector, such as <c>http://collector:4318</c>. Nothing is sent when it is not set.</summary>
    public Uri? OtlpEndpoint { get; set; }

    /// <summary><c>HttpProtobuf</c> or <c>Grpc</c>.</summary>
    public OtlpExportProtocol OtlpProtocol { get; set; } = OtlpExportProtocol.HttpProtobuf;

    /// <summary>The share of new traces that is sent. A trace that a caller already samples is always sent.</summary>
    [Range(0.0, 1.0)]
    public double TraceRatio { get; set; } = 1.0;

    /// <summary>How often metrics are sent.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan MetricInterval { get; set; } = TimeSpan.FromSeconds(30);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (OtlpEndpoint is null || (OtlpEndpoint.IsAbsoluteUri && OtlpEndpoint.Scheme is "http" or "https")) yield break;
        yield return new($"is '{OtlpEndpoint}', which is not an address such as http://collector:4318", [nameof(OtlpEndpoint)]);
    }
}
