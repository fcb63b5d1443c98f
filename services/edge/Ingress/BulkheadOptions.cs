namespace CodexPooler.Edge.Ingress;

/// <summary>One bulkhead for each class of routes, so that a flood of one kind leaves room for the others.</summary>
internal sealed class BulkheadOptions
{
    public const string Section = "Bulkheads";

    /// <summary>Model catalogues.</summary>
    public BulkheadLimit Models { get; set; } = new(512, 1024);

    /// <summary>Answers that are not streamed.</summary>
    public BulkheadLimit Http { get; set; } = new(1024, 1024);

    /// <summary>Streamed turns.</summary>
    public BulkheadLimit Stream { get; set; } = new(20_000, 2048);

    /// <summary>Open WebSockets.</summary>
    public BulkheadLimit Socket { get; set; } = new(20_000, 2048);

    /// <summary>Compactions of older clients.</summary>
    public BulkheadLimit Compact { get; set; } = new(512, 512);

    /// <summary>File bridges.</summary>
    public BulkheadLimit Files { get; set; } = new(64, 128);

    /// <summary>Transcriptions.</summary>
    public BulkheadLimit Audio { get; set; } = new(64, 128);

    /// <summary>Images.</summary>
    public BulkheadLimit Images { get; set; } = new(256, 256);

    /// <summary>Usage, probes and helper calls.</summary>
    public BulkheadLimit Control { get; set; } = new(256, 512);
}
