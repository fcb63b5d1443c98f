using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Edge.Settlement;

/// <summary>The durable queue of settled turns between this edge and the broker.</summary>
internal sealed class SpoolOptions
{
    /// <summary>Folder of the spool's segments.</summary>
    [Required]
    public string Folder { get; set; } = "data/spool";

    /// <summary>A segment is closed at this size; it is deleted once everything in it was published.</summary>
    [Range(64 * 1024, 1024 * 1024 * 1024)]
    public int SegmentBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// How long what is written may wait for the disk, so that one flush serves many turns. A killed process loses none of it;
    /// a machine that loses its power may.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan FlushAfter { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>When this much waits, new turns are refused: nothing that was served goes unrecorded.</summary>
    [Range(1024 * 1024, long.MaxValue)]
    public long MaxBytes { get; set; } = 4L * 1024 * 1024 * 1024;
}
