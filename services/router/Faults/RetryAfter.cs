using System.Globalization;
using System.Text.RegularExpressions;

namespace CodexPooler.Routing.Faults;

/// <summary>
/// Every form in which an upstream says "later": seconds, an HTTP date, 1h2m3s, 1500ms, or a sentence with "try again in 1.5s".
/// Sentences are hints and capped at five minutes; headers are believed up to a day.
/// </summary>
internal static partial class RetryAfter
{
    private static readonly TimeSpan HintAtMost = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan HeaderAtMost = TimeSpan.FromDays(1);

    public static TimeSpan? Parse(string text, DateTimeOffset now)
    {
        text = text.Trim();
        if (text.Length == 0)
            return null;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
            return Capped(Seconds(seconds), HeaderAtMost);
        if (DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            return Capped(date - now, HeaderAtMost);

        var match = Duration().Match(text);
        if (match.Success && match.Length == text.Length)
            return Capped(Of(match), HeaderAtMost);

        var hint = Hint().Match(text);
        if (!hint.Success)
            return null;
        return Capped(Of(Duration().Match(hint.Groups["wait"].Value)), HintAtMost);
    }

    private static TimeSpan Of(Match match)
    {
        var wait = TimeSpan.Zero;
        for (var i = 0; i < match.Groups["n"].Captures.Count; i++)
        {
            var amount = double.Parse(match.Groups["n"].Captures[i].Value, CultureInfo.InvariantCulture);
            wait += match.Groups["u"].Captures[i].Value[0] switch
            {
                'h' => Seconds(amount * 3600),
                'm' when match.Groups["u"].Captures[i].Value == "ms" => Seconds(amount / 1000),
                'm' => Seconds(amount * 60),
                _ => Seconds(amount),
            };
        }

        return wait;
    }

    private static TimeSpan Seconds(double seconds) =>
        TimeSpan.FromSeconds(Math.Min(seconds, HeaderAtMost.TotalSeconds));

    private static TimeSpan Capped(TimeSpan wait, TimeSpan most) =>
        wait < TimeSpan.Zero ? TimeSpan.Zero : wait > most ? most : wait;

    [GeneratedRegex(@"(?:(?<n>\d{1,9}(?:\.\d{1,9})?)\s*(?<u>ms|h(?:ours?)?|m(?:in(?:ute)?s?)?|s(?:ec(?:ond)?s?)?)\s*)+")]
    private static partial Regex Duration();

    [GeneratedRegex(@"(?:try again|retry|available) (?:in|after) (?<wait>(?:\d[\d.]*\s*[a-z]+\s*)+)", RegexOptions.IgnoreCase)]
    private static partial Regex Hint();
}
