using System.Globalization;
using CodexPooler.Testing;

namespace CodexPooler.Routing.Tests.Strategies;

/// <summary>The error docs/routing.md allows, in percentage points: what operators read is what is enforced.</summary>
internal static class StatedError
{
    private static readonly string[] Rows =
        [.. File.ReadLines(Path.Combine(Repository.Root, "docs", "routing.md"))
            .SkipWhile(line => line != "## How exact the strategies are").Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith('|'))];

    public static double Of(string row)
    {
        var cells = Rows.Single(line => line.Contains(row, StringComparison.Ordinal)).Split('|', StringSplitOptions.TrimEntries);
        return double.Parse(cells[3], CultureInfo.InvariantCulture);
    }
}
