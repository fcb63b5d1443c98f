using System.Text.Json;

namespace CodexPooler.SidecarDouble.State;

internal static class StateTransaction
{
    public static List<StateChange> Parse(JsonElement operations) => [.. operations.EnumerateArray().Select(one =>
        one.GetProperty("operation").GetString() switch
        {
            "upsert" => StateRequest.Parse(one.GetProperty("request")),
            "delete" => StateRequest.Parse(one.GetProperty("request"), isDelete: true),
            var other => throw new NotSupportedException($"operation type {other} not supported"),
        })];
}
