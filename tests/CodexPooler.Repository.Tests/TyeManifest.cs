using System.Text.RegularExpressions;

namespace CodexPooler.Repository.Tests;

/// <summary>The little of tye.yaml that the rules ask for, read line by line.</summary>
internal sealed partial class TyeManifest
{
    private readonly string[] _lines = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, "tye.yaml"));

    public IEnumerable<string> RootKeys => _lines.Select(line => RootKey().Match(line)).Where(hit => hit.Success)
        .Select(hit => hit.Groups[1].Value);

    public IReadOnlyList<(string Name, string Body)> Services =>
        [.. Service().Matches(string.Join('\n', _lines.SkipWhile(line => line != "services:").Skip(1)))
            .Select(hit => (hit.Groups["name"].Value, hit.Groups["body"].Value))];

    public static IEnumerable<(string Name, int Port)> Bindings(string body) => Binding().Matches(body)
        .Select(hit => (hit.Groups["name"].Value, int.Parse(hit.Groups["port"].Value)));

    public static string? Project(string body) => ProjectLine().Match(body) is { Success: true } hit ? hit.Groups[1].Value : null;

    [GeneratedRegex("^([A-Za-z]+):")]
    private static partial Regex RootKey();

    [GeneratedRegex(@"^  - name: (?<name>\S+)\n(?<body>(?:    .*(?:\n|$))*)", RegexOptions.Multiline)]
    private static partial Regex Service();

    [GeneratedRegex(@"- \{name: (?<name>\w+), protocol: \w+, port: (?<port>\d+)")]
    private static partial Regex Binding();

    [GeneratedRegex(@"^    project: (\S+)$", RegexOptions.Multiline)]
    private static partial Regex ProjectLine();
}
