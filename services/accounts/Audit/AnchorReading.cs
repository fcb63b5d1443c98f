namespace CodexPooler.Accounts.Audit;

/// <summary>What the vault said about the end of the audit log; the version is what a write has to expect.</summary>
internal abstract record AnchorReading
{
    private AnchorReading()
    {
    }

    /// <summary>Nothing was ever anchored, or somebody took the anchor away.</summary>
    public sealed record Nothing : AnchorReading;

    /// <summary><paramref name="IsCurrent"/> when the active key sealed it.</summary>
    public sealed record Point(AnchorPoint End, string Version, bool IsCurrent) : AnchorReading;

    public sealed record Broken(string Why, string Version) : AnchorReading;
}
