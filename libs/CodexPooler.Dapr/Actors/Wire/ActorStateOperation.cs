using System.Text.Json;

namespace Dapr.Actors;

internal sealed record ActorStateOperation(string Operation, ActorStateOperationRequest Request)
{
    public static ActorStateOperation Upsert(string key, JsonElement value, TimeSpan? timeToLive) => new(
        "upsert",
        new ActorStateOperationRequest(key, value, timeToLive is { } span
            ? new Dictionary<string, string>
            {
                ["ttlInSeconds"] = Math.Max(1, (long)Math.Ceiling(span.TotalSeconds)).ToString(
                    System.Globalization.CultureInfo.InvariantCulture),
            }
            : null));

    public static ActorStateOperation Delete(string key) => new("delete", new ActorStateOperationRequest(key, null, null));
}
