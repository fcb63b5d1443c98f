using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using CodexPooler.Accounts.Answers;
using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf;

namespace CodexPooler.Accounts.Catalogue;

/// <summary>
/// Reads the upstream's model list entry by entry: one that makes no sense is left out and counted, the others stand.
/// </summary>
internal static class ModelAnswer
{
    public static (IReadOnlyList<ModelOffer> Offers, int Bad) Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        if (AnswerJson.List(document.RootElement, "models") is not { } models) return ([], 1);
        var offers = new SortedDictionary<string, ModelOffer>(StringComparer.Ordinal);
        var bad = 0;
        foreach (var entry in models.EnumerateArray())
        {
            if (Read(entry) is { } offer) offers[offer.Slug] = offer;
            else bad++;
        }

        return ([.. offers.Values], bad);
    }

    private static ModelOffer? Read(JsonElement entry)
    {
        if (AnswerJson.Text(entry, "slug")?.Trim() is not { Length: > 0 and <= 200 } slug) return null;
        // Clients are sent the entry as it came: what is no text at all must not reach them.
        if (!Utf8.IsValid(JsonMarshal.GetRawUtf8Value(entry))) return null;
        if (entry.TryGetProperty("supported_reasoning_levels", out var levels)
            && levels.ValueKind is not (JsonValueKind.Array or JsonValueKind.Null))
            return null;
        return new()
        {
            Slug = slug.ToLowerInvariant(),
            DisplayName = AnswerJson.Text(entry, "display_name") ?? slug,
            Efforts = { Texts(entry, "supported_reasoning_levels", "effort") },
            DefaultEffort = AnswerJson.Text(entry, "default_reasoning_level") ?? "",
            ContextWindow = AnswerJson.Whole(entry, "context_window") ?? 0,
            Tiers = { Texts(entry, "service_tiers", "id") },
            // Only a literal true: anything else is served in full.
            Lite = AnswerJson.Flag(entry, "use_responses_lite"),
            Listed = AnswerJson.Text(entry, "visibility") is null or "list",
            InputKinds = { Texts(entry, "input_modalities", "") },
            Priority = (int)Math.Clamp(AnswerJson.Whole(entry, "priority") ?? 0, int.MinValue, int.MaxValue),
            Entry = ByteString.CopyFrom(JsonMarshal.GetRawUtf8Value(entry)),
        };
    }

    private static IEnumerable<string> Texts(JsonElement entry, string name, string member)
    {
        if (AnswerJson.List(entry, name) is not { } list) yield break;
        foreach (var item in list.EnumerateArray())
        {
            var text = member.Length > 0 ? AnswerJson.Text(item, member) ?? AnswerJson.Text(item) : AnswerJson.Text(item);
            if (!string.IsNullOrEmpty(text)) yield return text;
        }
    }
}
