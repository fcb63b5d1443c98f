using System.CommandLine;
using System.Text.RegularExpressions;

namespace CodexPooler.Cli.Connecting;

/// <summary>
/// How this command was told to reach the system. What it proposes to type next says the same: typed as it stands, it must reach
/// the same system.
/// </summary>
internal sealed partial class Way(string options)
{
    public static Way Of(ParseResult parsed)
    {
        var options = "";
        foreach (var option in (Option<string?>[])[GlobalOptions.Server, GlobalOptions.Data])
            if (parsed.GetResult(option) is { Implicit: false } && parsed.GetValue(option) is { Length: > 0 } value)
                options += $" {option.Name} {Quoted(value)}";
        return new(options);
    }

    public string Complete(string sentence) => options.Length == 0 ? sentence : Command().Replace(sentence, $"pooler{Literal} ");

    // A dollar in a path is no group of the pattern.
    private string Literal => options.Replace("$", "$$", StringComparison.Ordinal);

    private static string Quoted(string value) => value.All(c => char.IsAsciiLetterOrDigit(c) || "/._-:~+@".Contains(c))
        ? value
        : $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"(?<![\w/.-])pooler (?=[a-z])")]
    private static partial Regex Command();
}
