namespace CodexPooler.Contracts.Events;

/// <summary>
/// A billing export was delivered. Delivered files never change; what came late is in a correction of the same period.
/// </summary>
public sealed record BillingExportReady
{
    public required Guid ExportId { get; init; }

    /// <summary>Inclusive.</summary>
    public required DateTimeOffset PeriodStart { get; init; }

    /// <summary>Exclusive.</summary>
    public required DateTimeOffset PeriodEnd { get; init; }

    /// <summary>0 for the period's export, 1, 2 … for its corrections.</summary>
    public required int Correction { get; init; }

    /// <summary>Where the files are: a folder or an object prefix.</summary>
    public required string Location { get; init; }

    public required IReadOnlyList<ExportedFile> Files { get; init; }

    public required long Entries { get; init; }

    /// <summary>An estimate from published prices, not an invoice.</summary>
    public required long EstimatedMicroDollars { get; init; }

    public required DateTimeOffset At { get; init; }
}
