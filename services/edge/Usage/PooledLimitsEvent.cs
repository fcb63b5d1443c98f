using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace CodexPooler.Edge.Usage;

/// <summary>Writes `codex.rate_limits`, which clients show over WebSockets in place of the rate-limit headers.</summary>
internal static class PooledLimitsEvent
{
    public static byte[] Write(PooledUsage usage, DateTimeOffset now)
    {
        PooledWindow[] windows = [.. usage.OfAccount];
        if (windows.Length == 0) return [];
        var buffer = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "codex.rate_limits"u8);
        writer.WriteString("plan_type"u8, usage.Plan);
        writer.WriteStartObject("rate_limits"u8);
        writer.WriteBoolean("allowed"u8, usage.Allowed);
        writer.WriteBoolean("limit_reached"u8, !usage.Allowed);
        WriteWindow(writer, "primary", windows[0], now);
        WriteWindow(writer, "secondary", windows.Length > 1 ? windows[^1] : null, now);
        writer.WriteEndObject();
        WriteCredits(writer, usage.Credits);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteWindow(Utf8JsonWriter writer, string slot, PooledWindow? window, DateTimeOffset now)
    {
        if (window is null)
        {
            writer.WriteNull(slot);
            return;
        }

        writer.WriteStartObject(slot);
        writer.WriteNumber("used_percent"u8, window.UsedPercent);
        writer.WriteNumber("window_minutes"u8, (long)window.Length.TotalMinutes);
        if (window.ResetsAt is { } reset)
        {
            writer.WriteNumber("reset_after_seconds"u8, Math.Max(0, (long)(reset - now).TotalSeconds));
            writer.WriteNumber("reset_at"u8, reset.ToUnixTimeSeconds());
        }

        writer.WriteEndObject();
    }

    private static void WriteCredits(Utf8JsonWriter writer, int? balance)
    {
        if (balance is not { } credits)
        {
            writer.WriteNull("credits"u8);
            return;
        }

        writer.WriteStartObject("credits"u8);
        writer.WriteBoolean("has_credits"u8, credits > 0);
        writer.WriteBoolean("unlimited"u8, false);
        writer.WriteString("balance"u8, credits.ToString(CultureInfo.InvariantCulture));
        writer.WriteEndObject();
    }
}
