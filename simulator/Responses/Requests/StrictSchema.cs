using System.Text.Json;

namespace CodexPooler.Simulator.Responses.Requests;

internal static class StrictSchema
{
    /// <summary>strict:true demands additionalProperties:false and every property required, at each level.</summary>
    public static bool IsBroken(JsonElement tool) =>
        tool.TryGetProperty("strict", out var strict) && strict.ValueKind == JsonValueKind.True
        && tool.TryGetProperty("parameters", out var schema) && Breaks(schema);

    private static bool Breaks(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object) return false;
        if (schema.TryGetProperty("items", out var items) && Breaks(items)) return true;
        if (!schema.TryGetProperty("properties", out var properties)) return false;
        var closed = schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False;
        var required = schema.TryGetProperty("required", out var names)
            ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet()
            : [];
        return !closed
            || properties.EnumerateObject().Any(property => !required.Contains(property.Name) || Breaks(property.Value));
    }
}
