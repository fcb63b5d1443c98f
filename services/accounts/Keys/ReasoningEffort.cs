namespace CodexPooler.Accounts.Keys;

/// <summary>Efforts in the order in which a ceiling compares them.</summary>
internal static class ReasoningEffort
{
    public static IReadOnlyList<string> InOrder { get; } = ["none", "minimal", "low", "medium", "high", "xhigh", "max", "ultra"];

    public static bool IsKnown(string effort) => InOrder.Contains(effort, StringComparer.Ordinal);
}
