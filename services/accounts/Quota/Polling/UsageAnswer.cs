using System.Globalization;
using System.Text.Json;
using CodexPooler.Accounts.Answers;
using CodexPooler.Accounts.Quota.Evidence;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Quota.Polling;

/// <summary>
/// Reads the answer of <c>wham/usage</c>. Slots only say where a window travels; its duration says which one it is.
/// <c>allowed</c> and <c>limit_reached</c> contradict the windows at times and are not read.
/// </summary>
internal static class UsageAnswer
{
    public static AccountEvidence Read(ReadOnlyMemory<byte> json, long generation, DateTimeOffset now)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var at = now.ToUnixTimeMilliseconds();
        var readings = new List<QuotaReading>();
        AddWindows(readings, AnswerJson.Object(root, "rate_limit"), LimitName.Account, generation, at);
        if (AnswerJson.List(root, "additional_rate_limits") is { } additional)
        {
            foreach (var limit in additional.EnumerateArray().Where(limit => limit.ValueKind == JsonValueKind.Object))
            {
                if (NameOf(limit) is { } name)
                    AddWindows(readings, AnswerJson.Object(limit, "rate_limit"), LimitName.Fold(name), generation, at);
            }
        }

        Stamped? Stamp(string? value) => string.IsNullOrEmpty(value) ? null : new(value, generation, at, QuotaSource.UsageApi);
        return AccountEvidence.None.Add(readings.Where(reading => Admission.Takes(reading, now))) with
        {
            Plan = Stamp(AnswerJson.Text(root, "plan_type")),
            Credits = AnswerJson.Object(root, "credits") is { } credits ? Stamp(CreditText.Write(ReadCredits(credits))) : null,
            SavedResets = AnswerJson.Object(root, "rate_limit_reset_credits") is { } saved
                && AnswerJson.Number(saved, "available_count") is { } count and >= 0
                ? Stamp(((int)Math.Min(count, 1000)).ToString(CultureInfo.InvariantCulture))
                : null,
        };
    }

    private static string? NameOf(JsonElement limit) => AnswerJson.Text(limit, "metered_feature")
        ?? AnswerJson.Text(limit, "limit_name") ?? AnswerJson.Text(limit, "quota_key");

    private static void AddWindows(List<QuotaReading> readings, JsonElement? limit, string name, long generation, long at)
    {
        if (limit is not { } found) return;
        foreach (var slot in (string[])["primary_window", "secondary_window"])
        {
            if (AnswerJson.Object(found, slot) is not { } window) continue;
            if (AnswerJson.Number(window, "used_percent") is not { } used) continue;
            if (AnswerJson.Number(window, "limit_window_seconds") is not { } seconds) continue;
            var minutes = (int)Math.Clamp(seconds / 60, 0, int.MaxValue);
            readings.Add(new(name, minutes, used, ResetsAt(window, at), at, QuotaSource.UsageApi, generation, ""));
        }
    }

    // The explicit moment counts; the relative one slides with every answer.
    private static long ResetsAt(JsonElement window, long at)
    {
        if (AnswerJson.Number(window, "reset_at") is { } explicitly and > 0 and < 253_402_300_000)
            return (long)(explicitly * 1000);
        if (AnswerJson.Text(window, "reset_at") is { } iso
            && DateTimeOffset.TryParse(iso, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            return moment.ToUnixTimeMilliseconds();
        return AnswerJson.Number(window, "reset_after_seconds") is { } after and > 0 and < 100_000_000
            ? at + (long)(after * 1000)
            : 0;
    }

    private static Credits ReadCredits(JsonElement credits) => new()
    {
        HasCredits = AnswerJson.Flag(credits, "has_credits"),
        Unlimited = AnswerJson.Flag(credits, "unlimited"),
        Balance = AnswerJson.Text(credits, "balance")
            ?? AnswerJson.Number(credits, "balance")?.ToString(CultureInfo.InvariantCulture) ?? "",
    };
}
