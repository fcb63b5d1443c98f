using System.Text.Json.Nodes;

namespace CodexPooler.Simulator.Tests.TestData;

internal static class EventReading
{
    public static IReadOnlyList<JsonNode> ParseSse(string text) =>
    [
        .. text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(block => block.Split('\n').Single(line => line.StartsWith("data: ", StringComparison.Ordinal))[6..])
            .Select(data => JsonNode.Parse(data)!),
    ];

    public static string TypeOf(this JsonNode node) => (string)node["type"]!;

    public static IReadOnlyList<string> Types(this IEnumerable<JsonNode> events) => [.. events.Select(TypeOf)];

    public static JsonNode Last(this IReadOnlyList<JsonNode> events, string type) => events.Last(node => node.TypeOf() == type);

    public static IReadOnlyList<JsonNode> Items(this IReadOnlyList<JsonNode> events) =>
        [.. events.Where(node => node.TypeOf() == "response.output_item.done").Select(node => node["item"]!)];

    public static string Text(this IReadOnlyList<JsonNode> events) =>
        string.Concat(events.Where(node => node.TypeOf() == "response.output_text.delta").Select(node => (string)node["delta"]!));

    public static JsonNode Usage(this IReadOnlyList<JsonNode> events) => events.Last("response.completed")["response"]!["usage"]!;
}
