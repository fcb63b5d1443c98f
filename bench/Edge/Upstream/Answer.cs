namespace CodexPooler.Bench.Edge.Upstream;

/// <summary>What the upstream does with every turn while a row is measured.</summary>
internal enum Answer
{
    /// <summary>One JSON document of about one KiB.</summary>
    Json,

    /// <summary>A stream of 200 events in one write.</summary>
    Burst,

    /// <summary>A stream that never ends, one event in one write at the row's pace.</summary>
    Paced,
}
