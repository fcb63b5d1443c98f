using System.Text.Json;
using CodexPooler.Contracts.Events;

namespace CodexPooler.Accounting.Exports;

/// <summary>A billing export as the ledger keeps it.</summary>
internal sealed class ExportRow
{
    public const string Columns = """
        SELECT export_id ExportId, period_start PeriodStart, period_end PeriodEnd, correction Correction, location Location,
            files Files, entries Entries, cost_micros CostMicros, delivered_at DeliveredAt, announced_at AnnouncedAt
        FROM exports
        """;

    public Guid ExportId { get; init; }

    public long PeriodStart { get; init; }

    public long PeriodEnd { get; init; }

    public long Correction { get; init; }

    public string? Location { get; init; }

    public string? Files { get; init; }

    public long Entries { get; init; }

    public long CostMicros { get; init; }

    public long? DeliveredAt { get; init; }

    public long? AnnouncedAt { get; init; }

    public IReadOnlyList<ExportedFile> FileList =>
        Files is null ? [] : JsonSerializer.Deserialize<List<ExportedFile>>(Files, JsonSerializerOptions.Web)!;

    public DateTimeOffset Start => DateTimeOffset.FromUnixTimeMilliseconds(PeriodStart);

    public DateTimeOffset End => DateTimeOffset.FromUnixTimeMilliseconds(PeriodEnd);

    /// <summary>The name of its folder: the same for every attempt to deliver it.</summary>
    public string FolderName => FormattableString.Invariant($"{Start:yyyyMMdd}-{End:yyyyMMdd}/{Correction:000}");
}
