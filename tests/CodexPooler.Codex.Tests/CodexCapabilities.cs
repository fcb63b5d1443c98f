using CodexPooler.Testing.Codex;

namespace CodexPooler.Codex.Tests;

/// <summary>
/// What each version of the CLI can do, as measured. Tests assert both sides: that a version does what it can, and that what
/// it cannot do is really absent, so that this table cannot grow stale unnoticed. docs/simulator.md shows it.
/// </summary>
public sealed record CodexCapabilities
{
    /// <summary>Opens a WebSocket when the provider supports them.</summary>
    public bool WebSockets { get; init; } = true;

    /// <summary>Compacts by a turn that ends in compaction_trigger; otherwise by POST responses/compact.</summary>
    public bool CompactionTrigger { get; init; } = true;

    /// <summary>Has <c>codex doctor</c>.</summary>
    public bool Doctor { get; init; } = true;

    /// <summary>Has <c>codex doctor --network-only</c>; without it the whole doctor runs.</summary>
    public bool DoctorNetworkOnly { get; init; } = true;

    /// <summary>Asks wham/accounts/check before a turn when signed in.</summary>
    public bool AccountsCheck { get; init; } = true;

    /// <summary>Waits and tries again when a 429 that is no usage limit names Retry-After.</summary>
    public bool RetriesAfter429 { get; init; } = true;

    /// <summary>Sends previous_response_id on a prewarmed socket only when the prewarm carried the instructions.</summary>
    public bool PrewarmsWithInstructions { get; init; } = true;

    public static CodexCapabilities Of(CodexVersion version) => version.Number switch
    {
        "0.169.0" => new(),
        "0.145.0" => new() { DoctorNetworkOnly = false, AccountsCheck = false, RetriesAfter429 = false, PrewarmsWithInstructions = false },
        "0.125.0" => new()
        {
            CompactionTrigger = false,
            Doctor = false,
            DoctorNetworkOnly = false,
            AccountsCheck = false,
            RetriesAfter429 = false,
            PrewarmsWithInstructions = false,
        },
        "0.98.0" => new()
        {
            WebSockets = false,
            CompactionTrigger = false,
            Doctor = false,
            DoctorNetworkOnly = false,
            AccountsCheck = false,
            RetriesAfter429 = false,
            PrewarmsWithInstructions = false,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(version), version, "The capability table has no such version."),
    };
}
