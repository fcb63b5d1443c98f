using System.Text.Json;

namespace CodexPooler.SidecarDouble.State;

/// <summary>One validated write or, without value, delete.</summary>
internal sealed record StateChange(
    string Key, bool IsDelete, JsonElement Value, string? ETag, bool FirstWrite, TimeSpan? TimeToLive);
