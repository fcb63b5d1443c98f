using System.Runtime.InteropServices;
using System.Text.Json;

namespace CodexPooler.Simulator.Responses.Requests;

/// <summary>
/// Folds the meaning of an item (not ids, status or metadata, which differ between what was sent and what is replayed) into a
/// prefix.
/// </summary>
internal static class ItemDigest
{
    private const int TokensAnItem = 4;
    private const int TokensAnImage = 765;
    private const int BytesAToken = 4;
    private static readonly string[] Members = ["role", "name", "arguments", "input", "call_id", "encrypted_content", "tools"];

    public static PrefixMark Add(PrefixMark prefix, JsonElement item)
    {
        var mark = prefix with { Tokens = prefix.Tokens + TokensAnItem };
        // In a fixed order: a client may replay the members in another one than it received them.
        foreach (var name in Members)
        {
            if (item.TryGetProperty(name, out var value)) mark = Raw(mark, value);
        }
        if (item.TryGetProperty("content", out var content)) mark = Content(mark, content);
        if (item.TryGetProperty("output", out var output)) mark = Content(mark, output);
        return mark;
    }

    public static PrefixMark Raw(PrefixMark mark, JsonElement value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        return new PrefixMark(mark.Hash.Add(raw), mark.Tokens + raw.Length / BytesAToken);
    }

    private static PrefixMark Content(PrefixMark mark, JsonElement content)
    {
        if (content.ValueKind == JsonValueKind.Null) return mark;
        if (content.ValueKind != JsonValueKind.Array) return Raw(mark, content);
        foreach (var part in content.EnumerateArray())
        {
            if (part.TryGetProperty("text", out var text)) mark = Raw(mark, text);
            if (part.TryGetProperty("refusal", out var refusal)) mark = Raw(mark, refusal);
            if (part.TryGetProperty("image_url", out var image))
            {
                mark = new PrefixMark(mark.Hash.Add(JsonMarshal.GetRawUtf8Value(image)), mark.Tokens + TokensAnImage);
            }
        }
        return mark;
    }
}
