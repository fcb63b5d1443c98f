using System.Globalization;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.InstanceSettings;

/// <summary>The instance's settings as values, with what holds where none is set.</summary>
internal sealed record InstanceValues(
    TimeSpan PollIdle,
    TimeSpan PollActive,
    TimeSpan CatalogueSync,
    string AutomaticResets,
    int ResetThresholdPercent,
    int ResetsKept)
{
    public static InstanceValues Of(Settings settings) => new(
        Seconds(settings, "quota.poll_idle_seconds", 300),
        Seconds(settings, "quota.poll_active_seconds", 60),
        Seconds(settings, "catalogue.sync_seconds", 1800),
        settings.Values.GetValueOrDefault("saved_resets.automatic", "off"),
        Number(settings, "saved_resets.threshold_percent", 95),
        Number(settings, "saved_resets.keep", 0));

    private static TimeSpan Seconds(Settings settings, string name, int fallback) =>
        TimeSpan.FromSeconds(Number(settings, name, fallback));

    private static int Number(Settings settings, string name, int fallback) =>
        settings.Values.TryGetValue(name, out var text)
            && int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : fallback;
}
