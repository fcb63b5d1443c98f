using System.Text.RegularExpressions;

namespace CodexPooler.ServiceDefaults.Secrets;

/// <summary>The second net behind <see cref="ISecret"/>: masks what has the shape of a credential or e-mail address.</summary>
public static partial class Redaction
{
    public const string Mask = "***";

    public static string Scrub(string text)
    {
        if (text.Length < 6) return text;
        text = PrivateKey().Replace(text, Mask);
        text = Jwt().Replace(text, Mask);
        text = Bearer().Replace(text, "$1 " + Mask);
        text = PrefixedKey().Replace(text, "$1" + Mask);
        text = NamedValue().Replace(text, "$1" + Mask);
        text = SignInParameter().Replace(text, "$1" + Mask);
        text = UriPassword().Replace(text, "$1" + Mask + "@");
        return Email().Replace(text, Mask);
    }

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)", RegexOptions.Singleline)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}(\.[A-Za-z0-9_-]*)*")]
    private static partial Regex Jwt();

    [GeneratedRegex(@"\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{6,}", RegexOptions.IgnoreCase)]
    private static partial Regex Bearer();

    [GeneratedRegex(@"\b(sk-|cxp-(?:op|mcp|inv)-|rt_|at_|rt\.|cp_|cpk_|ghp_|xox[abp]-|sess-)[A-Za-z0-9._-]{12,}")]
    private static partial Regex PrefixedKey();

    [GeneratedRegex(
        """((?:password|passwd|pwd|secret|(?:access|refresh|id)_token|api[_-]?key)"?\s*[=:]\s*"?)[^\s"',;&}]+""",
        RegexOptions.IgnoreCase)]
    private static partial Regex NamedValue();

    // What a browser carries back from a sign-in works once, but it works.
    [GeneratedRegex(@"([?&](?:code|state)=)[^\s&#""']+")]
    private static partial Regex SignInParameter();

    [GeneratedRegex(@"(://[^\s/:@]+:)[^\s/@]+@")]
    private static partial Regex UriPassword();

    [GeneratedRegex(@"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")]
    private static partial Regex Email();
}
