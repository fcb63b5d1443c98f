using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace CodexPooler.Cli.Parsing;

/// <summary>Times as people write them: <c>90m</c>, <c>12h</c>, <c>7d</c>, <c>2w</c> from now, or a date.</summary>
internal static class Moment
{
    public const string Help = "e.g. 90m, 12h, 7d, 2w or 2026-12-24T18:00Z";

    public static Timestamp Read(string option, string text) =>
        SpanOf(text) is { } span ? Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow + span)
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? Timestamp.FromDateTimeOffset(moment)
            : throw new CliException(ExitCode.Usage, $"{option} '{text}' is not a time, {Help}.");

    public static TimeSpan ReadSpan(string option, string text) =>
        SpanOf(text) ?? throw new CliException(ExitCode.Usage, $"{option} '{text}' is not a duration, e.g. 90m, 12h, 7d or 2w.");

    public static string Show(Timestamp? time) =>
        time?.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "";

    public static string Show(long unixMilliseconds) =>
        Show(Timestamp.FromDateTimeOffset(DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds)));

    /// <summary>A length as a person would say it.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(span.TotalSeconds):0} s"),
        { TotalMinutes: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(span.TotalMinutes):0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.#} h"),
    };

    private static TimeSpan? SpanOf(string text)
    {
        if (text.Length < 2 || !double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out var number)) return null;
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' => TimeSpan.FromDays(number),
            'w' => TimeSpan.FromDays(7 * number),
            _ => null,
        };
    }
}
