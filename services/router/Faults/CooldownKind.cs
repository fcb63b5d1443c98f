namespace CodexPooler.Routing.Faults;

/// <summary>How long a fault keeps its account out. A reset the upstream named comes before all of these.</summary>
internal enum CooldownKind
{
    None,

    /// <summary>A fixed time.</summary>
    Fixed,

    /// <summary>The upstream usually names a reset; the fixed time when it named none.</summary>
    UntilReset,

    /// <summary>The wait the upstream asked for; doubling from a second to half an hour when it asked for none.</summary>
    Backoff,
}
