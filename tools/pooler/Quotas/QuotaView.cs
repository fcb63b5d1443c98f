using System.Globalization;
using System.Text.Json.Nodes;
using CodexPooler.Cli.Output;
using CodexPooler.Cli.Parsing;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Cli.Quotas;

/// <summary>A bar for each account and window. Windows are named by how long they are, whatever slot they came in.</summary>
internal static class QuotaView
{
    private const int BarLength = 20;

    public static void Show(
        Screen screen, IReadOnlyCollection<AccountQuota> quotas, IReadOnlyDictionary<string, Account> accounts)
    {
        if (screen.IsJson) screen.Print(new JsonArray([.. quotas.Select(quota => MessageJson.Of(quota))]));
        else if (accounts.Count == 0) screen.Say("No accounts yet. Link one: pooler account link --pool POOL");
        else if (quotas.Count == 0) screen.Say("Nothing is known yet. Ask upstream: pooler quota --refresh");
        else screen.Table(["ACCOUNT", "PLAN", "WINDOW", "LEFT", "", "RESETS", "FORECAST"],
            quotas.SelectMany(quota => Rows(quota, accounts)));
    }

    private static IEnumerable<string[]> Rows(AccountQuota quota, IReadOnlyDictionary<string, Account> accounts)
    {
        var label = accounts.TryGetValue(quota.AccountId, out var account) ? account.Label : quota.AccountId;
        var first = true;
        foreach (var window in quota.Windows.OrderBy(window => window.Limit != "account").ThenBy(window => window.WindowMinutes))
        {
            var left = Math.Clamp(100 - window.UsedPercent, 0, 100);
            yield return
            [
                first
                    ? label : "", first ? quota.Plan
                    : "", Name(window), $"{left.ToString("0", CultureInfo.InvariantCulture)} %", Bar(left),
                Moment.Show(window.ResetsAt), Forecast(window.Forecast),
            ];
            first = false;
        }

        if (first) yield return [label, quota.Plan, "unknown", "", "", "", ""];
        if (quota.Credits is { HasCredits: true } credits)
            yield return ["", "", "credits", credits.Unlimited ? "unlimited" : credits.Balance, "", "", ""];
        if (quota.SavedResets > 0) yield return ["", "", "saved resets", $"{quota.SavedResets}", "", "", ""];
    }

    private static string Name(QuotaWindow window)
    {
        var length = window.WindowMinutes switch
        {
            >= 2 * 1440 when window.WindowMinutes % 1440 == 0 => $"{window.WindowMinutes / 1440} d",
            >= 60 when window.WindowMinutes % 60 == 0 => $"{window.WindowMinutes / 60} h",
            _ => $"{window.WindowMinutes} min",
        };
        return window.Limit is "" or "account" ? length : $"{window.Limit} {length}";
    }

    private static string Bar(double left)
    {
        var full = (int)Math.Round(left / 100 * BarLength);
        return new string('█', full) + new string('░', BarLength - full);
    }

    private static string Forecast(QuotaForecast? forecast) => forecast switch
    {
        null => "",
        { LastsUntilReset: true } => "lasts",
        { ExhaustedAt: { } at } => $"empty {Moment.Show(at)}",
        _ => "",
    };
}
