using System.Text.Json;
using System.Text.Json.Serialization;

namespace CodexPooler.SidecarDouble.Actors;

/// <summary>A registered reminder or timer.</summary>
public sealed class ReminderSchedule
{
    public required ReminderKind Kind { get; init; }

    public required ActorKey Actor { get; init; }

    public required string Name { get; init; }

    public required string DueTime { get; init; }

    public required string Period { get; init; }

    public string? Ttl { get; init; }

    public string? Callback { get; init; }

    public JsonElement? Data { get; init; }

    internal ITimer? Timer { get; set; }

    internal TimeSpan? Interval { get; init; }

    internal int? Remaining { get; set; }

    internal DateTimeOffset? Expires { get; init; }

    /// <summary>
    /// tests/integration/suite/actors/reminders/hdata.go: data is absent when none was given, compact JSON otherwise.
    /// </summary>
    internal byte[] Payload() => JsonSerializer.SerializeToUtf8Bytes(
        new Delivery(Callback, Data, DueTime, Period), DeliveryJson.Options);

    private sealed record Delivery(
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Callback,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Data,
        string DueTime,
        string Period);

    private static class DeliveryJson
    {
        public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web);
    }
}
