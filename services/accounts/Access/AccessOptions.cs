namespace CodexPooler.Accounts.Access;

/// <summary>Which callers are let in to which of this service's interfaces.</summary>
internal sealed class AccessOptions
{
    /// <summary>
    /// Ask every caller who it is. Off only where all services share one process and nobody else reaches the port.
    /// </summary>
    public bool Enforced { get; set; } = true;

    /// <summary>App ids that may fetch access tokens.</summary>
    public IList<string> CredentialCallers { get; } = ["edge"];

    /// <summary>App ids that may watch the directory.</summary>
    public IList<string> DirectoryCallers { get; } = ["edge", "router", "accounting", "console"];

    /// <summary>App ids that speak for a signed-in operator, whom they name in the request.</summary>
    public IList<string> OperatorProxies { get; } = ["console"];

    /// <summary>App ids that act for the machine's own operator, as its Unix socket does: a one-process host, for itself.</summary>
    public IList<string> Hosts { get; } = [];

    /// <summary>App ids that note in the audit log what operators do to them.</summary>
    public IList<string> AuditRecorders { get; } = ["router"];
}
