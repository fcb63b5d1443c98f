using System.Text.Json;
using System.Text.Json.Nodes;
using CodexPooler.Simulator.Responses.Requests;

namespace CodexPooler.Simulator.Responses.Turns;

/// <summary>The smallest sensible instance of a JSON schema.</summary>
internal static class StructuredAnswer
{
    private const int MaxDepth = 16;

    public static string? Of(JsonElement format) => format.Text("type") switch
    {
        "json_object" => """{"answer":"json"}""",
        "json_schema" when format.Child("schema") is { } schema => Sample(schema, schema, depth: 0)?.ToJsonString() ?? "null",
        _ => null,
    };

    private static JsonNode? Sample(JsonElement schema, JsonElement root, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > MaxDepth) return null;
        if (schema.Text("$ref") is { } reference) return Sample(Resolve(root, reference), root, depth + 1);
        if (schema.Child("const") is { } constant) return JsonNode.Parse(constant.GetRawText());
        foreach (var value in schema.Elements("enum")) return JsonNode.Parse(value.GetRawText());
        foreach (var choice in schema.Elements("anyOf").Concat(schema.Elements("oneOf"))) return Sample(choice, root, depth + 1);
        return TypeOf(schema) switch
        {
            "object" => SampleObject(schema, root, depth),
            "array" => new JsonArray(schema.Child("items") is { } items ? [Sample(items, root, depth + 1)] : []),
            "integer" => schema.Child("minimum")?.GetInt64() ?? 1,
            "number" => schema.Child("minimum")?.GetDouble() ?? 1.5,
            "boolean" => true,
            "null" => null,
            _ => "text",
        };
    }

    private static JsonObject SampleObject(JsonElement schema, JsonElement root, int depth)
    {
        var sample = new JsonObject();
        if (schema.Child("properties") is not { } properties) return sample;
        foreach (var property in properties.EnumerateObject()) sample[property.Name] = Sample(property.Value, root, depth + 1);
        return sample;
    }

    private static string? TypeOf(JsonElement schema)
    {
        foreach (var type in schema.Elements("type")) return type.GetString();
        return schema.Text("type") ?? (schema.Child("properties") is null ? null : "object");
    }

    private static JsonElement Resolve(JsonElement root, string reference)
    {
        var found = root;
        foreach (var step in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (found.Child(step) is not { } next) return default;
            found = next;
        }
        return found;
    }
}
