namespace CodexPooler.Routing.Leases;

public sealed class LeaseOptions
{
    /// <summary>How long a lease lives without being renewed.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often an edge is asked to renew.</summary>
    public TimeSpan RenewEvery { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an ended lease is remembered, so that a late duplicate cannot open it again.</summary>
    public TimeSpan Remember { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The same for a closed lease while <c>Replication</c> is off: nothing can come late then but a question asked twice, and an
    /// edge waits 5 seconds for an answer.
    /// </summary>
    public TimeSpan RememberAlone { get; set; } = TimeSpan.FromSeconds(15);
}
