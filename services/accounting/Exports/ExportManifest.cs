using CodexPooler.Contracts.Events;

namespace CodexPooler.Accounting.Exports;

/// <summary>What an export's <c>manifest.json</c> says.</summary>
internal sealed record ExportManifest(
    string Format, string ExportId, DateTimeOffset PeriodStart, DateTimeOffset PeriodEnd, long Correction, long Entries,
    long EstimatedMicroDollars, string Note, IReadOnlyList<ExportedFile> Files)
{
    private const string Estimate =
        "Costs are estimates from published prices, not invoices. An entry without a price has no cost; it is not free.";

    public static ExportManifest Of(ExportRow export, IReadOnlyList<ExportedFile> files) => new(
        "codex-pooler-billing/1", export.ExportId.ToString("D"), export.Start, export.End, export.Correction, export.Entries,
        export.CostMicros, Estimate, files);
}
