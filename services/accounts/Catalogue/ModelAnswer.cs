using System.Text;
using System.Text.Json;
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
        if (!document.RootElement.TryGetProperty("models", out var models) || models.ValueKind != JsonValueKind.Array)
            return ([], 1);
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
        if (entry.ValueKind != JsonValueKind.Object || Text(entry, "slug") is not { Length: > 0 and <= 200 } slug) return null;
        if (entry.TryGetProperty("supported_reasoning_levels", out var levels)
            && levels.ValueKind is not (JsonValueKind.Array or JsonValueKind.Null))
            return null;
        return new()
        {
            Slug = slug.Trim().ToLowerInvariant(),
            DisplayName = Text(entry, "display_name") ?? slug,
            Efforts = { Texts(entry, "supported_reasoning_levels", "effort") },
            DefaultEffort = Text(entry, "default_reasoning_level") ?? "",
            ContextWindow = Whole(entry, "context_window"),
            Tiers = { Texts(entry, "service_tiers", "id") },
            // Only a literal true: anything else is served in full.
            Lite = entry.TryGetProperty("use_responses_lite", out var lite) && lite.ValueKind == JsonValueKind.True,
            Listed = Text(entry, "visibility") is null or "list",
            InputKinds = { Texts(entry, "input_modalities", "") },
            Priority = (int)Math.Clamp(Whole(entry, "priority"), int.MinValue, int.MaxValue),
            Entry = ByteString.CopyFrom(Encoding.UTF8.GetBytes(entry.GetRawText())),
        };
    }

    private static IEnumerable<string> Texts(JsonElement entry, string name, string member)
    {
        if (!entry.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array) yield break;
        foreach (var item in list.EnumerateArray())
        {
            var text = item.ValueKind == JsonValueKind.Object && member.Length > 0 ? Text(item, member)
                : item.ValueKind == JsonValueKind.String ? item.GetString()
                : null;
            if (!string.IsNullOrEmpty(text)) yield return text;
        }
    }

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long Whole(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out var number) ? number : 0;
}
