using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Routing.Gates;

public sealed class FairnessOptions
{
    /// <summary>Share of a Pool's slots that any key may use before fairness between keys is enforced.</summary>
    [Range(0.1, 1.0)]
    public double LendUpTo { get; set; } = 0.9;

    /// <summary>Open turns an account may have when the directory sets no cap; 0 for no cap.</summary>
    [Range(0, 100_000)]
    public int AccountConcurrency { get; set; }
}
