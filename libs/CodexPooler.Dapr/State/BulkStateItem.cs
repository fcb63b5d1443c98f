namespace Dapr.Client;

/// <summary>One answer of a bulk read; <see cref="Value"/> is the stored JSON, empty when the key is missing.</summary>
public readonly record struct BulkStateItem(string Key, string Value, string ETag);
