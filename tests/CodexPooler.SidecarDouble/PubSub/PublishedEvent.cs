using System.Text.Json;

namespace CodexPooler.SidecarDouble.PubSub;

/// <summary>One published event as subscribers would see it.</summary>
public sealed record PublishedEvent(string PubSub, string Topic, JsonElement CloudEvent);
