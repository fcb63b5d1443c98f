using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Edge.Models;

/// <summary>Which reasoning efforts a key may see.</summary>
internal readonly record struct EffortRule(string Ceiling, string Enforced, bool FewKnown = false)
{
    private static readonly string[] Ascending = ["none", "minimal", "low", "medium", "high", "xhigh", "max", "ultra"];

    public bool Restricts => FewKnown || Ceiling.Length > 0 || Enforced.Length > 0;

    public static EffortRule Of(KeyPolicy? policy, bool older = false) =>
        new(policy?.EffortCeiling ?? "", policy?.EnforcedEffort ?? "", older);

    public bool Allows(string effort)
    {
        if (FewKnown && !OlderClient.Knows(effort)) return false;
        if (Enforced.Length > 0) return effort == Enforced;
        return Ceiling.Length == 0 || Rank(effort) <= Rank(Ceiling);
    }

    // An effort we do not know is above every ceiling.
    private static int Rank(string effort) => Array.IndexOf(Ascending, effort) is >= 0 and var rank ? rank : Ascending.Length;
}
