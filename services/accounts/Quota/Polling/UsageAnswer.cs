using System.Globalization;
using System.Text.Json;
using CodexPooler.Accounts.Quota.Evidence;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Quota.Polling;

/// <summary>
/// Reads the answer of <c>wham/usage</c>. Slots only say where a window travels; its duration says which one it is.
/// <c>allowed</c> and
/// <c>limit_reached</c> contradict the windows at times and are not read.
/// </summary>
internal static class UsageAnswer
{
    public static AccountEvidence Read(ReadOnlyMemory<byte> json, long generation, DateTimeOffset now)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var at = now.ToUnixTimeMilliseconds();
        var readings = new List<QuotaReading>();
        AddWindows(readings, Object(root, "rate_limit"), LimitName.Account, generation, at);
        if (root.TryGetProperty("additional_rate_limits", out var additional) && additional.ValueKind == JsonValueKind.Array)
        {
            foreach (var limit in additional.EnumerateArray().Where(limit => limit.ValueKind == JsonValueKind.Object))
            {
                var name = Text(limit, "metered_feature") ?? Text(limit, "limit_name") ?? Text(limit, "quota_key");
                if (name is not null) AddWindows(readings, Object(limit, "rate_limit"), LimitName.Fold(name), generation, at);
            }
        }

        Stamped? Stamp(string? value) => string.IsNullOrEmpty(value) ? null : new(value, generation, at, QuotaSource.UsageApi);
        return AccountEvidence.None.Add(readings.Where(reading => Admission.Takes(reading, now))) with
        {
            Plan = Stamp(Text(root, "plan_type")),
            Credits = Object(root, "credits") is { } credits ? Stamp(CreditText.Write(ReadCredits(credits))) : null,
            SavedResets = Object(
                root, "rate_limit_reset_credits") is { } saved && Number(saved, "available_count") is { } count and >= 0
                ? Stamp(((int)Math.Min(count, 1000)).ToString(CultureInfo.InvariantCulture))
                : null,
        };
    }

    private static void AddWindows(List<QuotaReading> readings, JsonElement? limit, string name, long generation, long at)
    {
        if (limit is not { } found) return;
        foreach (var slot in (string[])["primary_window", "secondary_window"])
        {
            if (Object(found, slot) is not { } window) continue;
            if (Number(window, "used_percent") is not { } used || Number(window, "limit_window_seconds") is not { } seconds)
                continue;
            var minutes = (int)Math.Clamp(seconds / 60, 0, int.MaxValue);
            readings.Add(new(name, minutes, used, ResetsAt(window, at), at, QuotaSource.UsageApi, generation, ""));
        }
    }

    // The explicit moment counts; the relative one slides with every answer.
    private static long ResetsAt(JsonElement window, long at)
    {
        if (Number(window, "reset_at") is { } explicitly and > 0 and < 253_402_300_000) return (long)(explicitly * 1000);
        if (Text(window, "reset_at") is { } iso
            && DateTimeOffset.TryParse(iso, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            return moment.ToUnixTimeMilliseconds();
        return Number(window, "reset_after_seconds") is { } after and > 0 and < 100_000_000 ? at + (long)(after * 1000) : 0;
    }

    private static Credits ReadCredits(JsonElement credits) => new()
    {
        HasCredits = Flag(credits, "has_credits"),
        Unlimited = Flag(credits, "unlimited"),
        Balance = Text(credits, "balance") ?? Number(credits, "balance")?.ToString(CultureInfo.InvariantCulture) ?? "",
    };

    private static JsonElement? Object(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.Object ? value : null;

    private static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out var number) ? number : null;

    private static bool Flag(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
