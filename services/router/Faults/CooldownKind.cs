namespace CodexPooler.Routing.Faults;

internal enum CooldownKind
{
    None,

    /// <summary>A fixed time.</summary>
    Fixed,

    /// <summary>Until the reset the upstream named; the fixed time when it named none.</summary>
    UntilReset,

    /// <summary>The wait the upstream asked for; doubling from a second to half an hour when it asked for none.</summary>
    Backoff,
}
