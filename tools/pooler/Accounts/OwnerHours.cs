using System.Globalization;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Cli.Accounts;

/// <summary>A part of the day as people write it. It may go past midnight.</summary>
internal static class OwnerHours
{
    public static HourRange Read(string text)
    {
        var ends = text.Split('-');
        return ends.Length == 2 && Minute(ends[0]) is { } from && Minute(ends[1]) is { } to && from < 1440 && to > 0 && from != to
            ? new() { FromMinute = from, ToMinute = to }
            : throw new CliException(
                ExitCode.Usage, $"--owner-hours '{text}' is no part of a day, e.g. 09:00-17:30 or 22:00-06:00.");
    }

    private static int? Minute(string text)
    {
        if (text == "24:00") return 1440;
        return TimeOnly.TryParseExact(text, "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? (time.Hour * 60) + time.Minute
            : null;
    }
}
