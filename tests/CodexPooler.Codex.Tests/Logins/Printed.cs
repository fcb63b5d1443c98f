using System.Text.RegularExpressions;

namespace CodexPooler.Codex.Tests.Logins;

/// <summary>What a login prints for its user.</summary>
internal static partial class Printed
{
    public static string? UserCode(string line) => UserCodePattern().Match(line) is { Success: true } match ? match.Value : null;

    public static Uri? Address(string line) =>
        AddressPattern().Match(line) is { Success: true } match ? new Uri(match.Value) : null;

    // Colour codes end in "m", so a word boundary would not do before the code.
    [GeneratedRegex("[A-Z0-9]{4}-[A-Z0-9]{5}")]
    private static partial Regex UserCodePattern();

    [GeneratedRegex(@"https?://\S+/oauth/authorize\?\S+")]
    private static partial Regex AddressPattern();
}
