namespace CodexPooler.Routing.Admin.Access;

/// <summary>Section <c>Routing:Access</c>: who is let in to what operators use. Turns are not concerned.</summary>
public sealed class OperatorAccessOptions
{
    /// <summary>Ask every caller who it is. Off only where nobody but the services reaches the port.</summary>
    public bool Enforced { get; set; } = true;

    /// <summary>App ids that speak for the operators they name; they answer for them.</summary>
    public IList<string> Services { get; } = ["console"];
}
