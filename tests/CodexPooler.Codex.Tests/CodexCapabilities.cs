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

    /// <summary>Opens one to the built-in provider without being told to.</summary>
    public bool BuiltInWebSockets { get; init; } = true;

    /// <summary>Offers apply_patch as a custom tool to a model that its own list does not know.</summary>
    public bool FreeformPatch { get; init; } = true;

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

    /// <summary>Refreshes an access token that expires within five minutes before it is rejected.</summary>
    public bool RefreshesBeforeExpiry { get; init; } = true;

    /// <summary>Revokes the refresh token at <c>codex logout</c>.</summary>
    public bool RevokesAtLogout { get; init; } = true;

    /// <summary>Compresses request bodies with zstd when signed in.</summary>
    public bool CompressesRequests { get; init; } = true;

    /// <summary>Takes the bearer from a provider's <c>auth.command</c>.</summary>
    public bool AuthCommand { get; init; } = true;

    /// <summary>The feature that must be switched on before agents are offered; null where they are without.</summary>
    public string? AgentFeature { get; init; } = "multi_agent_v2";

    /// <summary>Arguments of spawn_agent.</summary>
    public string AgentTask { get; init; } = """{"task_name":"helper","message":"Say something.","fork_turns":"none"}""";

    private static CodexCapabilities V145 { get; } = new()
    {
        DoctorNetworkOnly = false,
        AccountsCheck = false,
        RetriesAfter429 = false,
    };

    private static CodexCapabilities V125 { get; } = V145 with
    {
        CompactionTrigger = false,
        Doctor = false,
        RefreshesBeforeExpiry = false,
        AgentFeature = null,
        AgentTask = """{"message":"Say something."}""",
    };

    private static CodexCapabilities V98 { get; } = V125 with
    {
        WebSockets = false,
        BuiltInWebSockets = false,
        FreeformPatch = false,
        RevokesAtLogout = false,
        AgentFeature = "collab",
        AuthCommand = false,
    };

    public static CodexCapabilities Of(CodexVersion version) => version.Number switch
    {
        "0.169.0" => new(),
        "0.145.0" => V145,
        "0.125.0" => V125,
        "0.98.0" => V98,
        _ => throw new ArgumentOutOfRangeException(nameof(version), version, "The capability table has no such version."),
    };
}
