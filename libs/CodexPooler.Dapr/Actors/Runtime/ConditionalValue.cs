namespace Dapr.Actors.Runtime;

/// <summary>A value that may be missing.</summary>
public readonly record struct ConditionalValue<TValue>(bool HasValue, TValue Value);
