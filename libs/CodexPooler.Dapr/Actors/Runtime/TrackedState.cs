namespace Dapr.Actors.Runtime;

/// <summary>One name as this turn sees it.</summary>
internal sealed record TrackedState(bool Exists, object? Value, Type Type, bool Changed, DateTimeOffset? Expires);
