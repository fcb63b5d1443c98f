using System.CommandLine;
using System.Globalization;
using CodexPooler.Cli.Connecting;
using CodexPooler.Contracts.Ledger.V1;
using Google.Protobuf.WellKnownTypes;

namespace CodexPooler.Cli.Parsing;

/// <summary>Whole UTC days: <c>--from</c> and <c>--to</c>, or one day or month by its name.</summary>
internal static class Period
{
    private const string Form = "yyyy-MM-dd";

    public static Option<string> From() => new("--from") { Description = "First UTC day, e.g. 2026-03-01", Required = true };

    public static Option<string> To() => new("--to") { Description = "Last UTC day; today when left out" };

    public static Window Read(Call call, Option<string> from, Option<string> to)
    {
        var first = Day("--from", call.Get(from)!);
        var last = call.Get(to) is { } text ? Day("--to", text) : DateTime.UtcNow.Date;
        if (last < first) throw new CliException(ExitCode.Usage, $"--to {last:yyyy-MM-dd} is before --from {first:yyyy-MM-dd}.");
        return Of(first, last.AddDays(1));
    }

    public static Window Named(string text)
    {
        if (DateTime.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, Style, out var month))
            return Of(month, month.AddMonths(1));
        var day = Day("The period", text);
        return Of(day, day.AddDays(1));
    }

    /// <summary>First and last day.</summary>
    public static string Show(Window window) => string.Create(CultureInfo.InvariantCulture,
        $"{window.From.ToDateTime():yyyy-MM-dd} to {window.To.ToDateTime().AddDays(-1):yyyy-MM-dd}");

    private const DateTimeStyles Style = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private static Window Of(DateTime from, DateTime to) => new()
    {
        From = Timestamp.FromDateTime(DateTime.SpecifyKind(from, DateTimeKind.Utc)),
        To = Timestamp.FromDateTime(DateTime.SpecifyKind(to, DateTimeKind.Utc)),
    };

    private static DateTime Day(string what, string text) =>
        DateTime.TryParseExact(text, Form, CultureInfo.InvariantCulture, Style, out var day)
            ? day
            : throw new CliException(ExitCode.Usage, $"{what} '{text}' is not a day such as 2026-03-31.");
}
