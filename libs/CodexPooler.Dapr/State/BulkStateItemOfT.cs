namespace Dapr.Client;

/// <summary>One answer of a typed bulk read.</summary>
public readonly record struct BulkStateItem<TValue>(string Key, TValue? Value, string ETag);
