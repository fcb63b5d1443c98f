using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace CodexPooler.SidecarDouble.Actors;

/// <summary>Durations as the API takes them: Go text, <c>@every</c>, ISO 8601 with repetitions; instants are RFC 3339.</summary>
internal static partial class DaprDuration
{
    public static TimeSpan ParseGo(string text)
    {
        if (text == "0")
            return TimeSpan.Zero;
        var match = GoPattern().Match(text);
        if (!match.Success || text.Length == 0)
            throw new FormatException($"time: invalid duration \"{text}\"");
        return Enumerable.Range(0, match.Groups[1].Captures.Count)
            .Select(index => Part(match.Groups[1].Captures[index].Value, match.Groups[2].Captures[index].Value))
            .Aggregate(TimeSpan.Zero, (sum, part) => sum + part);
    }

    /// <returns>The interval and how often it repeats, null for ever.</returns>
    public static (TimeSpan Interval, int? Repetitions) ParsePeriod(string text)
    {
        if (text.StartsWith("@every ", StringComparison.Ordinal))
            return (ParseGo(text["@every ".Length..]), null);
        if (text.StartsWith('R') && text.Split('/', 2) is [var count, var rest])
            return (Iso(rest), int.Parse(count.AsSpan(1), CultureInfo.InvariantCulture));
        return text.StartsWith('P') ? (Iso(text), null) : (ParseGo(text), null);
    }

    public static DateTimeOffset ParseInstant(string? text, DateTimeOffset now) =>
        string.IsNullOrEmpty(text) ? now
        : DateTimeOffset.TryParseExact(
            text, "yyyy-MM-ddTHH:mm:ssK", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at
        : now + ParsePeriod(text).Interval;

    private static TimeSpan Iso(string text) =>
        text.Contains('Y', StringComparison.Ordinal) || text.Split('T')[0].Contains('M', StringComparison.Ordinal)
            ? throw new FormatException($"period '{text}': years and months are refused by the scheduler")
            : XmlConvert.ToTimeSpan(text);

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
}
