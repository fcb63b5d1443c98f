namespace CodexPooler.Contracts.Events;

/// <summary>Milliseconds from the acceptance of the turn; null where the moment never came.</summary>
public sealed record TurnTimings
{
    public static readonly TurnTimings Unknown = new();

    /// <summary>Admitted past bulkhead and limits.</summary>
    public int? AdmittedMs { get; init; }

    /// <summary>The router has chosen.</summary>
    public int? SelectedMs { get; init; }

    /// <summary>The upstream's response headers are there, of the attempt that served.</summary>
    public int? UpstreamHeadersMs { get; init; }

    /// <summary>The first byte went to the client.</summary>
    public int? FirstByteMs { get; init; }

    /// <summary>The first output event.</summary>
    public int? FirstOutputMs { get; init; }

    /// <summary>The turn was over.</summary>
    public int TotalMs { get; init; }
}
