using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Routing.Decisions;

public sealed class DecisionOptions
{
    /// <summary>Decisions kept in memory for <c>Explain</c> and <c>Replay</c>.</summary>
    [Range(16, 1_000_000)]
    public int Kept { get; set; } = 20_000;

    /// <summary>Candidate rows kept in memory over all decisions; a decision goes when its rows are overwritten.</summary>
    [Range(1024, 50_000_000)]
    public int Rows { get; set; } = 1_000_000;

    /// <summary>Share of decisions published for accounting, 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double Published { get; set; }
}
