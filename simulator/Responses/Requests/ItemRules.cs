using System.Globalization;
using System.Text.Json;

namespace CodexPooler.Simulator.Responses.Requests;

/// <summary>The 400s about input items.</summary>
internal static class ItemRules
{
    private const int MaxIdLength = 64;

    public static Refusal? Check(JsonElement item, int index)
    {
        var at = string.Create(CultureInfo.InvariantCulture, $"input[{index}]");
        if (item.Text("role") == "system") return Refusal.Detail("System messages are not allowed");
        if (item.Text("type") is not { } type)
        {
            return Refusal.UnknownParameter(item.Child("content") is null ? at : at + ".content");
        }
        if (ItemShapes.Find(type) is not { } shape)
        {
            return Refusal.Invalid($"Invalid value: '{type}'.", "invalid_value", at);
        }
        foreach (var member in item.EnumerateObject())
        {
            if (!shape.Allows(member.Name)) return Refusal.UnknownParameter($"{at}.{member.Name}");
        }
        return CheckId(item, shape, at) ?? CheckParts(item);
    }

    private static Refusal? CheckId(JsonElement item, ItemShape shape, string at)
    {
        if (item.Text("id") is not { } id) return null;
        if (id.Length > MaxIdLength)
        {
            return Refusal.Invalid(
                $"Invalid '{at}.id': string too long. Expected a string with maximum length {MaxIdLength}.",
                "string_above_max_length",
                at + ".id");
        }
        return shape.IdPrefix is { } prefix && !id.StartsWith(prefix, StringComparison.Ordinal)
            ? Refusal.Invalid(
                $"Invalid '{at}.id': '{id}'. Expected an ID that begins with '{prefix}'.", "invalid_value", at + ".id")
            : null;
    }

    private static Refusal? CheckParts(JsonElement item)
    {
        foreach (var part in item.Elements("content"))
        {
            if (part.Child("prompt_cache_breakpoint") is not null)
            {
                return Refusal.Detail("prompt_cache_breakpoint is not supported on this model");
            }
        }
        return null;
    }
}
