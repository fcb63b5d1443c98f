using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace CodexPooler.Edge.Usage;

/// <summary>Usage in the Codex backend's shape.</summary>
internal static class UsageBody
{
    public static ReadOnlyMemory<byte> Write(PooledUsage usage, string keyId, string poolId, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("user_id"u8, keyId);
        json.WriteString("account_id"u8, poolId);
        json.WriteString("email"u8, "");
        json.WriteString("plan_type"u8, usage.Plan);
        json.WritePropertyName("rate_limit"u8);
        RateLimit(json, [.. usage.OfAccount], usage.Allowed, now);
        json.WriteNull("code_review_rate_limit"u8);
        json.WriteStartArray("additional_rate_limits"u8);
        foreach (var limit in usage.Others)
        {
            json.WriteStartObject();
            json.WriteString("limit_name"u8, limit.Key);
            json.WriteString("metered_feature"u8, limit.Key);
            json.WritePropertyName("rate_limit"u8);
            RateLimit(json, [.. limit], limit.All(window => window.UsedPercent < 100), now);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Credits(json, usage.Credits);
        json.WriteStartObject("spend_control"u8);
        json.WriteBoolean("reached"u8, false);
        json.WriteEndObject();
        json.WriteNull("promo"u8);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void RateLimit(Utf8JsonWriter json, IReadOnlyList<PooledWindow> windows, bool allowed, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteBoolean("allowed"u8, allowed);
        json.WriteBoolean("limit_reached"u8, !allowed);
        Window(json, "primary_window"u8, windows.Count > 0 ? windows[0] : null, now);
        Window(json, "secondary_window"u8, windows.Count > 1 ? windows[^1] : null, now);
        json.WriteEndObject();
    }

    private static void Window(Utf8JsonWriter json, ReadOnlySpan<byte> name, PooledWindow? window, DateTimeOffset now)
    {
        if (window is null)
        {
            json.WriteNull(name);
            return;
        }

        var resets = window.ResetsAt ?? now + window.Length;
        json.WriteStartObject(name);
        json.WriteNumber("used_percent"u8, window.UsedPercent);
        json.WriteNumber("limit_window_seconds"u8, (long)window.Length.TotalSeconds);
        json.WriteNumber("reset_after_seconds"u8, (long)Math.Max(0, (resets - now).TotalSeconds));
        json.WriteNumber("reset_at"u8, resets.ToUnixTimeSeconds());
        json.WriteEndObject();
    }

    private static void Credits(Utf8JsonWriter json, int? balance)
    {
        if (balance is not { } known)
        {
            json.WriteNull("credits"u8);
            return;
        }

        json.WriteStartObject("credits"u8);
        json.WriteBoolean("has_credits"u8, known > 0);
        json.WriteBoolean("unlimited"u8, false);
        json.WriteString("balance"u8, known.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }
}
