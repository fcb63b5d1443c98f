namespace CodexPooler.SidecarDouble;

/// <summary>
/// What the callee's access control says about this caller: for one operation, or by default when that is null.
/// </summary>
public sealed record AccessRule(string Callee, string? Operation, bool Allow)
{
    public static AccessRule Parse(string target, string? action)
    {
        var parts = target.Split(':', 2);
        return new AccessRule(parts[0], parts.ElementAtOrDefault(1), action switch
        {
            "allow" => true,
            "deny" => false,
            _ => throw new FormatException($"--access: '{target}' needs =allow or =deny."),
        });
    }

    /// <summary>Wildcards stand for one path segment, a final <c>**</c> for the rest.</summary>
    public static bool Allows(IReadOnlyList<AccessRule> rules, string callee, string operation)
    {
        var own = rules.Where(rule => rule.Callee == callee).ToList();
        var match = own.Find(rule => rule.Operation is not null && Matches(rule.Operation, operation))
            ?? own.Find(rule => rule.Operation is null);
        return match?.Allow ?? own.Count == 0;
    }

    private static bool Matches(string pattern, string operation)
    {
        var wanted = pattern.Split('/');
        var actual = operation.Split('/');
        for (var index = 0; index < wanted.Length; index++)
        {
            if (wanted[index] == "**")
                return true;
            if (index >= actual.Length || (wanted[index] != "*" && wanted[index] != actual[index]))
                return false;
        }

        return wanted.Length == actual.Length;
    }
}
