using System.Globalization;
using System.Text.Json;
using CodexPooler.Accounts.Answers;
using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf.WellKnownTypes;

namespace CodexPooler.Accounts.Quota.SavedResets;

/// <summary>Reads what the upstream tells about saved resets, in its own order.</summary>
internal static class SavedResetAnswer
{
    private const string Available = "available";

    public static IReadOnlyList<SavedReset> Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return AnswerJson.List(document.RootElement, "credits") is { } credits
            ? [.. credits.EnumerateArray().Select(Read).Where(reset => reset.Id.Length > 0)]
            : [];
    }

    public static string Code(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return Text(document.RootElement, "code");
    }

    public static bool IsUsable(SavedReset reset, DateTimeOffset now) =>
        reset.Status == Available && (reset.ExpiresAt is null || reset.ExpiresAt.ToDateTimeOffset() > now);

    private static SavedReset Read(JsonElement entry) => new()
    {
        Id = Text(entry, "id"),
        Title = Text(entry, "title"),
        Status = Text(entry, "status"),
        GrantedAt = Moment(entry, "granted_at"),
        ExpiresAt = Moment(entry, "expires_at"),
    };

    private static string Text(JsonElement parent, string name) => AnswerJson.Text(parent, name) ?? "";

    private static Timestamp? Moment(JsonElement parent, string name) =>
        DateTimeOffset.TryParse(Text(parent, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? Timestamp.FromDateTimeOffset(moment)
            : null;
}
