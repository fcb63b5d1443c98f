using CodexPooler.Accounting.Queries;
using CodexPooler.Contracts.Ledger.V1;

namespace CodexPooler.Accounting.Exports;

/// <summary>Exports as messages.</summary>
internal static class ExportMessages
{
    public static Export ToMessage(this ExportRow row)
    {
        var export = new Export
        {
            Id = row.ExportId.ToString("D"),
            Period = new Window { From = row.PeriodStart.ToTimestamp(), To = row.PeriodEnd.ToTimestamp() },
            Correction = (int)row.Correction,
            Location = row.Location ?? "",
            Entries = row.Entries,
            CostMicros = row.CostMicros,
            DeliveredAt = row.DeliveredAt?.ToTimestamp(),
        };
        export.Files.AddRange(row.FileList.Select(file => new ExportFile
        {
            Name = file.Name,
            Bytes = file.Bytes,
            Rows = file.Rows,
            Sha256 = file.Sha256,
        }));
        return export;
    }
}
