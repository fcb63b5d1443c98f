namespace Dapr.Client;

/// <summary>A component the sidecar has loaded.</summary>
public sealed record DaprComponentsMetadata(string Name, string Type, string Version, IReadOnlyList<string> Capabilities);
