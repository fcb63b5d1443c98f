namespace Dapr.Client;

/// <summary>How many actors of a type are active in this application.</summary>
public sealed record DaprActorMetadata(string Type, int Count);
