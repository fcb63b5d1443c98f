using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace Dapr.Actors;

/// <summary>Durations as actors' JSON has them: Go text in both directions, and ISO 8601 or <c>@every</c> when reading.</summary>
internal static partial class DaprTimeSpan
{
    /// <summary>What the official SDK calls never: the schedule fires once or not at all.</summary>
    public static readonly TimeSpan Never = TimeSpan.FromMilliseconds(-1);

    public static string? Format(TimeSpan? span) => span is not { } given || given < TimeSpan.Zero
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{given.Days * 24 + given.Hours}h{given.Minutes}m{given.Seconds}s{given.Milliseconds}ms");

    public static TimeSpan Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return Never;
        if (text.StartsWith("@every ", StringComparison.Ordinal))
            text = text["@every ".Length..];
        if (text.StartsWith('R') && text.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash)
            text = text[(slash + 1)..];
        if (text.StartsWith('P'))
            return ParseIso(text);
        var match = GoPattern().Match(text);
        if (!match.Success)
            throw new FormatException($"'{text}' is not a duration such as 1h2m3s4ms.");
        return Enumerable.Range(0, match.Groups[1].Captures.Count)
            .Select(index => Part(match.Groups[1].Captures[index].Value, match.Groups[2].Captures[index].Value))
            .Aggregate(TimeSpan.Zero, (sum, part) => sum + part);
    }

    // Weeks are legal in Dapr's dialect and unknown to XML's.
    private static TimeSpan ParseIso(string text)
    {
        var weeks = WeekPattern().Match(text);
        if (!weeks.Success)
            return XmlConvert.ToTimeSpan(text);
        var rest = text.Remove(weeks.Index, weeks.Length);
        var days = TimeSpan.FromDays(7 * int.Parse(weeks.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
        return rest is "P" ? days : days + XmlConvert.ToTimeSpan(rest);
    }

    private static TimeSpan Part(string number, string unit)
    {
        var amount = double.Parse(number, CultureInfo.InvariantCulture);
        return unit switch
        {
            "h" => TimeSpan.FromHours(amount),
            "m" => TimeSpan.FromMinutes(amount),
            "s" => TimeSpan.FromSeconds(amount),
            "ms" => TimeSpan.FromMilliseconds(amount),
            "us" or "µs" => TimeSpan.FromMicroseconds(amount),
            _ => TimeSpan.FromMicroseconds(amount / 1000),
        };
    }

    [GeneratedRegex(@"^(?:(\d+(?:\.\d+)?)(h|ms|m|s|us|µs|ns))+$", RegexOptions.CultureInvariant)]
    private static partial Regex GoPattern();

    [GeneratedRegex(@"(\d+)W", RegexOptions.CultureInvariant)]
    private static partial Regex WeekPattern();
}
