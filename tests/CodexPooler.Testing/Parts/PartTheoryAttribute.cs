using Xunit;

namespace CodexPooler.Testing.Parts;

/// <summary>A theory that needs something outside the repository: skipped or failing without it, as for a fact.</summary>
public abstract class PartTheoryAttribute : TheoryAttribute
{
    /// <param name="missing">What is missing and how to get it, or null when it is there.</param>
    protected PartTheoryAttribute(string? missing)
    {
        if (missing is not null && !TestParts.AllRequired)
            Skip = missing;
    }
}
