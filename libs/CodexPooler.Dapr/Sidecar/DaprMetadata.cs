using System.Text.Json;

namespace Dapr.Client;

/// <summary>What the sidecar tells about itself.</summary>
public sealed record DaprMetadata(
    string Id,
    string RuntimeVersion,
    IReadOnlyList<DaprActorMetadata> Actors,
    IReadOnlyDictionary<string, string> Extended,
    IReadOnlyList<DaprComponentsMetadata> Components)
{
    internal static DaprMetadata Parse(JsonElement root) => new(
        Text(root, "id"),
        Text(root, "runtimeVersion"),
        [.. Items(ActorCounts(root)).Select(item => new DaprActorMetadata(Text(item, "type"), Count(item)))],
        Pairs(root, "extended"),
        [.. Items(Member(root, "components")).Select(item => new DaprComponentsMetadata(
            Text(item, "name"), Text(item, "type"), Text(item, "version"),
            [.. Items(Member(item, "capabilities")).Select(one => one.GetString() ?? string.Empty)]))]);

    // Since 1.14 the counts live under actorRuntime; older sidecars list them at the top.
    private static JsonElement? ActorCounts(JsonElement root) =>
        Member(root, "actorRuntime") is { ValueKind: JsonValueKind.Object } runtime &&
            Member(runtime, "activeActors") is { } active
            ? active
            : Member(root, "actors");

    private static Dictionary<string, string> Pairs(JsonElement root, string name) =>
        Member(root, name) is { ValueKind: JsonValueKind.Object } pairs
            ? pairs.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.ToString())
            : [];

    private static JsonElement? Member(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value : null;

    private static JsonElement.ArrayEnumerator Items(JsonElement? array) =>
        array is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : default;

    private static string Text(JsonElement item, string name) =>
        Member(item, name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : string.Empty;

    private static int Count(JsonElement item) =>
        Member(item, "count") is { ValueKind: JsonValueKind.Number } value ? value.GetInt32() : 0;
}
