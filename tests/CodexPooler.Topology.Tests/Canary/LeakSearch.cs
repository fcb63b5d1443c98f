using System.Text;
using System.Text.RegularExpressions;

namespace CodexPooler.Topology.Tests.Canary;

/// <summary>
/// Looks for canaries in bytes: in clear, in hex as a database dump writes bytes, and in base64 wherever it began.
/// </summary>
internal sealed partial class LeakSearch
{
    private readonly List<(CanaryWord Canary, string Form, byte[] Bytes)> _forms = [];

    public LeakSearch(Canaries canaries)
    {
        foreach (var canary in canaries.All)
        {
            var bytes = Encoding.UTF8.GetBytes(canary.Text);
            _forms.Add((canary, "", bytes));
            _forms.Add((canary, " in hex", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes))));
            _forms.Add((canary, " in UTF-16", Encoding.Unicode.GetBytes(canary.Text)));
            foreach (var offset in (int[])[0, 1, 2]) _forms.Add((canary, " in base64", Base64(bytes, offset)));
        }
    }

    public IEnumerable<string> In(string place, ReadOnlyMemory<byte> bytes, bool isDatabase)
    {
        foreach (var (canary, form, text) in _forms)
            if (!(isDatabase && canary.IsAName) && bytes.Span.IndexOf(text) >= 0)
                yield return $"{canary.Name}{form} is in {place}";

        // Tokens that were renewed meanwhile are nobody's to collect; their shape tells them.
        var all = Encoding.Latin1.GetString(bytes.Span);
        if (Jwt().IsMatch(all)) yield return $"an access or id token is in {place}";
        if (RefreshToken().IsMatch(all)) yield return $"a refresh token is in {place}";
    }

    // The characters that depend on nothing but the text itself.
    private static byte[] Base64(byte[] bytes, int offset)
    {
        var text = Convert.ToBase64String([.. new byte[offset], .. bytes]);
        var first = offset == 0 ? 0 : 4;
        return Encoding.ASCII.GetBytes(text[first..((offset + bytes.Length) / 3 * 4)]);
    }

    [GeneratedRegex("eyJ[A-Za-z0-9_-]{20,}\\.[A-Za-z0-9_-]{20,}\\.")]
    private static partial Regex Jwt();

    [GeneratedRegex("rt_[0-9a-f]{64}")]
    private static partial Regex RefreshToken();
}
