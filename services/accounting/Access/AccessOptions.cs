namespace CodexPooler.Accounting.Access;

/// <summary>Which callers are let in.</summary>
internal sealed class AccessOptions
{
    public const string Section = "Accounting:Access";

    /// <summary>Ask every caller who it is. Off only where nobody but the services reaches the port.</summary>
    public bool Enforced { get; set; } = true;

    /// <summary>App ids that may ask anything; they answer for the operators or keys they ask for.</summary>
    public IList<string> Services { get; } = ["console", "router", "edge"];
}
