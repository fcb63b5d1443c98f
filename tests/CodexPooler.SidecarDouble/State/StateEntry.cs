using System.Text.Json;

namespace CodexPooler.SidecarDouble.State;

public sealed record StateEntry(JsonElement Value, string ETag, DateTimeOffset? Expires);
