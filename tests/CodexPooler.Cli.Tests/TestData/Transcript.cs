using System.Text.RegularExpressions;

namespace CodexPooler.Cli.Tests.TestData;

/// <summary>
/// Reads the <c>console</c> blocks of a document: a line beginning with <c>$</c> is a command, the rest its output.
/// </summary>
internal static partial class Transcript
{
    public static IReadOnlyList<TranscriptStep> Read(string markdown)
    {
        var steps = new List<TranscriptStep>();
        foreach (Match block in Block().Matches(markdown))
        {
            List<string> expected = [];
            foreach (var line in block.Groups[1].Value.Split('\n'))
            {
                if (line.StartsWith("$ ", StringComparison.Ordinal)) steps.Add(new(line[2..], expected = []));
                else expected.Add(line);
            }
        }

        return [.. steps.Select(step => step with { Expected = Normalise(step.Expected) })];
    }

    /// <summary>What differs between two runs becomes a placeholder; the width of a column does not count.</summary>
    public static IReadOnlyList<string> Normalise(IEnumerable<string> lines)
    {
        var text = string.Join('\n', lines.Select(line => Spaces().Replace(line, " ").Trim()));
        text = Key().Replace(text, "sk-cxp-<key>");
        text = Id().Replace(text, "<id>");
        text = Code().Replace(text, "Type <code>");
        return text.Trim().Split('\n').Select(line => Time().Replace(line, "<time>")).ToList();
    }

    [GeneratedRegex("```console\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"sk-cxp-[0-9a-f]{12}-[A-Za-z0-9_-]{43}")]
    private static partial Regex Key();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Id();

    [GeneratedRegex("Type [A-Z0-9]{4}-[A-Z0-9]{5}")]
    private static partial Regex Code();

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2} \d{2}:\d{2}Z")]
    private static partial Regex Time();

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
