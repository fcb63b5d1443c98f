using System.Text.Json;

namespace Dapr.Actors;

internal sealed record ActorStateOperationRequest(string Key, JsonElement? Value, IReadOnlyDictionary<string, string>? Metadata);
