using System.Net.Http.Json;
using System.Text.Json;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Messaging;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounting.Exports;

/// <summary>
/// Says that an export is there, on the bus and as a CloudEvent. Repeated until it got through once; the id tells repeats.
/// </summary>
internal sealed class ExportAnnouncer(IEventPublisher publisher, HttpClient http, IOptions<ExportOptions> options)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public async Task AnnounceAsync(ExportRow export, CancellationToken cancellationToken)
    {
        var ready = new BillingExportReady
        {
            ExportId = export.ExportId,
            PeriodStart = export.Start,
            PeriodEnd = export.End,
            Correction = (int)export.Correction,
            Location = export.Location ?? "",
            Files = export.FileList,
            Entries = export.Entries,
            EstimatedMicroDollars = export.CostMicros,
            At = DateTimeOffset.FromUnixTimeMilliseconds(export.DeliveredAt ?? 0),
        };
        await publisher.PublishAsync([ready], cancellationToken);
        if (options.Value.CloudEvents is not { } sink) return;
        using var content = JsonContent.Create(BillingCloudEvent.Of(ready), new("application/cloudevents+json"), Json);
        using var response = await http.PostAsync(sink, content, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
