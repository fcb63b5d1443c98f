using System.Text.Json;

namespace CodexPooler.Accounts.Answers;

/// <summary>
/// Reads members of what others sent, which may be anything: a member that is missing, of another kind or out of range is null.
/// </summary>
internal static class AnswerJson
{
    public static string? Text(JsonElement parent, string name) =>
        Member(parent, name, JsonValueKind.String) is { } value ? Text(value) : null;

    public static string? Text(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are no UTF-8: parsing lets them pass, reading does not.
            return null;
        }
    }

    public static double? Number(JsonElement parent, string name) =>
        Member(parent, name, JsonValueKind.Number) is { } value && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : null;

    public static long? Whole(JsonElement parent, string name) =>
        Member(parent, name, JsonValueKind.Number) is { } value && value.TryGetInt64(out var number) ? number : null;

    public static JsonElement? Object(JsonElement parent, string name) => Member(parent, name, JsonValueKind.Object);

    public static JsonElement? List(JsonElement parent, string name) => Member(parent, name, JsonValueKind.Array);

    public static bool Flag(JsonElement parent, string name) => Member(parent, name, JsonValueKind.True) is not null;

    /// <summary>A moment in seconds since 1970, as tokens carry it.</summary>
    public static DateTimeOffset? Moment(JsonElement parent, string name) =>
        Whole(parent, name) is { } seconds and >= 0 and < 253_402_300_000 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static JsonElement? Member(JsonElement parent, string name, JsonValueKind kind) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == kind
            ? value
            : null;
}
