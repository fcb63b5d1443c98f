using Xunit;

namespace CodexPooler.Testing.Parts;

/// <summary>A fact that needs something from outside: skipped without it, failing when every part is required.</summary>
public abstract class PartFactAttribute : FactAttribute
{
    /// <param name="missing">What is missing and how to get it, or null when it is there.</param>
    protected PartFactAttribute(string? missing)
    {
        if (missing is not null && !TestParts.AllRequired)
            Skip = missing;
    }
}
