namespace CodexPooler.Edge.Relay;

/// <summary>How many bytes of an answer are held back, at most, while nothing commits its turn.</summary>
internal static class HoldLimits
{
    private const int Turn = 256 * 1024;

    // A compaction is of use as a whole only.
    private const int Compaction = 16 * 1024 * 1024;

    public static int Of(StreamObservation seen) => seen.IsCompaction ? Compaction : Turn;
}
