using System.Globalization;
using CodexPooler.Accounts.Registry.Editing;

namespace CodexPooler.Accounts.InstanceSettings;

/// <summary>Every setting an operator can change while the system runs, and what it may hold.</summary>
internal static class SettingsCatalogue
{
    private static readonly Dictionary<string, (string Allowed, Func<string, bool> Accepts)> Known = new(StringComparer.Ordinal)
    {
        ["quota.poll_idle_seconds"] = ("a whole number from 60 to 86400", value => Between(value, 60, 86_400)),
        ["quota.poll_active_seconds"] = ("a whole number from 15 to 3600", value => Between(value, 15, 3_600)),
        ["catalogue.sync_seconds"] = ("a whole number from 60 to 86400", value => Between(value, 60, 86_400)),
        ["links.public_url"] = ("an https address, or empty", value => value.Length == 0 || IsHttps(value)),
        ["invites.valid_hours"] = ("a whole number from 1 to 168", value => Between(value, 1, 168)),
        ["saved_resets.automatic"] = ("'off', 'blocked' or 'threshold'", value => value is "off" or "blocked" or "threshold"),
        ["saved_resets.threshold_percent"] = ("a whole number from 50 to 100", value => Between(value, 50, 100)),
        ["saved_resets.keep"] = ("a whole number from 0 to 100", value => Between(value, 0, 100)),
    };

    public static void Check(IEnumerable<KeyValuePair<string, string>> values)
    {
        var problems = new FieldProblems();
        foreach (var (name, value) in values)
        {
            if (!Known.TryGetValue(name, out var rule))
                problems.Add(name, $"is not a setting; there are {string.Join(", ", Known.Keys)}");
            else if (!rule.Accepts(value)) problems.Add(name, $"must be {rule.Allowed}");
        }

        problems.ThrowIfAny();
    }

    private static bool Between(string value, int low, int high) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high;

    private static bool IsHttps(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;
}
