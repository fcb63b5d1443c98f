using CodexPooler.Contracts.Events;

namespace CodexPooler.Accounting.Exports;

/// <summary>The announcement as a CloudEvent 1.0 in structured mode.</summary>
internal sealed record BillingCloudEvent(
    string Specversion, string Id, string Source, string Type, DateTimeOffset Time, string Datacontenttype,
    BillingExportReady Data)
{
    public static BillingCloudEvent Of(BillingExportReady ready) => new(
        "1.0", ready.ExportId.ToString("D"), "/codex-pooler/accounting", "codexpooler.billing.export_ready.v1", ready.At,
        "application/json", ready);
}
