using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Faults;

/// <summary>
/// What every upstream signal means. docs/fault-taxonomy.md is this table written out; a test compares the two.
/// Sources: the codes and statuses the Codex CLI reacts to, and how comparable gateways learned to treat them.
/// </summary>
internal static class FaultRules
{
    public const string CredentialMissing = "credential_missing";

    public static readonly FaultRule Unclassified = new("unclassified", "anything else")
    {
        Matches = _ => true,
        Scope = FaultScope.Route,
        Retry = RetryAdvice.Elsewhere,
        CountsAgainstHealth = true,
    };

    public static readonly IReadOnlyList<FaultRule> All =
    [
        .. UsageRules.All,
        .. CredentialRules.All,
        .. RequestRules.All,
        .. CapacityRules.All,
        .. SocketRules.All,
        .. TransportRules.All,
        .. StatusRules.All,
        Unclassified,
    ];

    private static readonly HashSet<string> Usage = [.. UsageRules.All.Select(r => r.Name)];
    private static readonly HashSet<string> Credential = [.. CredentialRules.All.Select(r => r.Name)];
    private static readonly HashSet<string> Doubling =
        [.. All.Where(r => r.Cooldown == CooldownKind.Backoff).Select(r => r.Name)];

    private static readonly HashSet<string> Suspect = [.. All.Where(r => r.ProviderSuspect).Select(r => r.Name)];

    public static bool IsProviderSuspect(string rule) => Suspect.Contains(rule);

    /// <summary>Whether its wait doubles with every further fault.</summary>
    public static bool BacksOff(string rule) => Doubling.Contains(rule);

    public static bool IsUsage(string rule) => Usage.Contains(rule);

    public static bool IsCredential(string rule) => Credential.Contains(rule);
}
