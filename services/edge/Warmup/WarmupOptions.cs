using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Edge.Warmup;

/// <summary>
/// Turns an edge serves to itself before it says that it is ready, so that no client meets code the runtime has yet to compile.
/// </summary>
internal sealed class WarmupOptions
{
    public const string Section = "Edge:Warmup";

    /// <summary>
    /// Turns of each small kind: JSON, stream, WebSocket. Of those with a large body, plain and compressed, it is a tenth.
    /// 0 leaves the warm-up out.
    /// </summary>
    [Range(0, 1_000_000)]
    public int Turns { get; set; }

    /// <summary>After this time the edge is ready whatever is left to do.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Limit { get; set; } = TimeSpan.FromMinutes(1);
}
