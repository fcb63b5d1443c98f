namespace Dapr.Client;

/// <summary>One value of a bulk write.</summary>
public readonly record struct SaveStateItem<TValue>(
    string Key,
    TValue Value,
    string? ETag = null,
    StateOptions? StateOptions = null,
    IReadOnlyDictionary<string, string>? Metadata = null);
