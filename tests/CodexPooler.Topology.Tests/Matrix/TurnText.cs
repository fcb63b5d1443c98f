using System.Text.Json;

namespace CodexPooler.Topology.Tests.Matrix;

/// <summary>A turn as clients send it, and what they make of the answer.</summary>
internal static class TurnText
{
    public const string State = "x-codex-turn-state";

    public static Dictionary<string, object> Body(string text) => new()
    {
        ["model"] = "gpt-5.5",
        ["stream"] = true,
        ["store"] = false,
        ["instructions"] = "Be brief.",
        ["input"] = new[] { new { type = "message", role = "user", content = new[] { new { type = "input_text", text } } } },
    };

    /// <summary>Null for what is not JSON: clients skip it.</summary>
    public static JsonElement? Parse(ReadOnlyMemory<byte> told)
    {
        try
        {
            using var parsed = JsonDocument.Parse(told);
            return parsed.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What a socket tells of the turn's state, which over HTTP is a header.</summary>
    public static string? StateOf(JsonElement told) =>
        told.GetProperty("type").GetString() == "response.metadata" && told.TryGetProperty("headers", out var headers)
        && headers.TryGetProperty(State, out var state) ? state.GetString() : null;

    /// <summary>Whether something of the answer itself is told; the events before it say nothing.</summary>
    public static bool IsAnswer(JsonElement told) => told.GetProperty("type").GetString() is not (
        "response.created" or "response.in_progress" or "response.metadata" or "codex.response.metadata" or "codex.rate_limits"
        or "keepalive");

    /// <summary>The end of an answer in words; null for an event that does not end it.</summary>
    public static string? End(JsonElement told) => told.GetProperty("type").GetString() switch
    {
        "response.completed" => "complete",
        "response.incomplete" =>
        "incomplete " + told.GetProperty("response").GetProperty("incomplete_details").GetProperty("reason"),
        "response.failed" => "failed " + Code(told.GetProperty("response").GetProperty("error")),
        "error" => "error " + Code(told.TryGetProperty("error", out var error) ? error : told),
        _ => null,
    };

    public static string Code(JsonElement error) =>
        error.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String ? code.GetString()!
        : error.TryGetProperty("type", out var type) ? type.GetString()! : "without a code";
}
