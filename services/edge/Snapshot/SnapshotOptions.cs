using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Edge.Snapshot;

/// <summary>The edge's own copy of the directory.</summary>
internal sealed class SnapshotOptions
{
    /// <summary>File that keeps the last known good copy over a restart. It holds hashes of keys, never keys.</summary>
    [Required]
    public string File { get; set; } = "data/directory.snapshot";
}
