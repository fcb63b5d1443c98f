using System.Buffers;
using System.Text.Json;

namespace CodexPooler.Edge.Errors;

/// <summary>Writes errors the way the Codex backend and OpenAI do: `{"error":{message,type,code,param}}`.</summary>
internal static class ErrorEnvelope
{
    // Long waits are told in resets_at: a client would block for as long as Retry-After says.
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(1);

    public static ReadOnlyMemory<byte> Body(ClientError error)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        WriteError(writer, error);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>A WebSocket error frame. Without a status the client would ignore it and hang.</summary>
    public static ReadOnlyMemory<byte> Frame(ClientError error)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "error"u8);
        writer.WriteNumber("status"u8, error.Status);
        WriteError(writer, error);
        if (RetryAfter(error) is { } wait)
        {
            writer.WriteStartObject("headers"u8);
            writer.WriteString("retry-after"u8, wait);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>The event that ends a stream which cannot be completed.</summary>
    public static ReadOnlyMemory<byte> FailedEvent(ClientError error)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "response.failed"u8);
        writer.WriteStartObject("response"u8);
        writer.WriteString("id"u8, "resp_" + Guid.CreateVersion7().ToString("N"));
        writer.WriteString("object"u8, "response"u8);
        writer.WriteString("status"u8, "failed"u8);
        WriteError(writer, error);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    public static string? RetryAfter(ClientError error) =>
        error.RetryAfter is { } wait && wait <= LongestRetryAfter
            ? ((int)Math.Max(1, Math.Ceiling(wait.TotalSeconds))).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : null;

    private static void WriteError(Utf8JsonWriter writer, ClientError error)
    {
        writer.WriteStartObject("error"u8);
        writer.WriteString("message"u8, error.Text);
        writer.WriteString("type"u8, error.Type);
        writer.WriteString("code"u8, error.Code);
        writer.WriteString("param"u8, error.Parameter);
        if (error.ResetsAt is { } reset)
        {
            writer.WriteNumber("resets_at"u8, reset.ToUnixTimeSeconds());
        }

        if (error.ResendInFull)
        {
            writer.WriteBoolean("retryable"u8, false);
            writer.WriteBoolean("requires_new_upstream_session"u8, true);
            writer.WriteString("recovery_kind"u8, "restart_with_full_context"u8);
        }

        writer.WriteEndObject();
    }
}
