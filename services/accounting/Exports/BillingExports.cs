using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounting.Exports;

/// <summary>
/// Makes the export of a closed period: fix its entries, write its files, deliver them, announce them. Each step is recorded
/// before the next begins, so a crash anywhere is resumed by the next call and nothing is delivered in two versions.
/// </summary>
internal sealed class BillingExports(
    ExportStore store, ExportWriter writer, ExportDelivery delivery, ExportAnnouncer announcer, ILogger<BillingExports> logger)
{
    /// <summary>Returns what the period's export is now: delivered just now, or before when nothing came late.</summary>
    public async Task<ExportRow> ExportAsync(DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken)
    {
        if (await store.OpenAsync(start, end, cancellationToken) is { } open) await DeliverAsync(open, cancellationToken);
        await AnnounceAsync(cancellationToken);
        return (await store.LastAsync(start, end, cancellationToken))!;
    }

    /// <summary>Announces what was delivered and not yet announced.</summary>
    public async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        foreach (
            var export in await store.ListAsync("WHERE delivered_at IS NOT NULL AND announced_at IS NULL", cancellationToken))
        {
            await announcer.AnnounceAsync(export, cancellationToken);
            await store.AnnouncedAsync(export.ExportId, cancellationToken);
        }
    }

    private async Task DeliverAsync(ExportRow export, CancellationToken cancellationToken)
    {
        var staging = delivery.Staging(export);
        var files = await writer.WriteAsync(export, staging, cancellationToken);
        var location = await delivery.DeliverAsync(export, staging, files, cancellationToken);
        await store.DeliveredAsync(export.ExportId, location, files, cancellationToken);
        Log.Delivered(logger, export.Start, export.End, export.Correction, export.Entries);
    }
}
