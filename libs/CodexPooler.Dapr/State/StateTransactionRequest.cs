namespace Dapr.Client;

/// <summary>One part of a state transaction.</summary>
/// <param name="key">The key.</param>
/// <param name="value">The JSON to store, as UTF-8; null when deleting.</param>
/// <param name="operationType">What to do.</param>
/// <param name="etag">The etag the key must still have, or null.</param>
/// <param name="metadata">Metadata for the store, such as <c>ttlInSeconds</c>.</param>
/// <param name="options">Consistency and concurrency.</param>
public sealed class StateTransactionRequest(
    string key,
    byte[]? value,
    StateOperationType operationType,
    string? etag = null,
    IReadOnlyDictionary<string, string>? metadata = null,
    StateOptions? options = null)
{
    /// <summary>The key.</summary>
    public string Key { get; } = key;

    /// <summary>The JSON to store, as UTF-8.</summary>
    public byte[]? Value { get; } = value;

    /// <summary>What to do.</summary>
    public StateOperationType OperationType { get; } = operationType;

    /// <summary>The etag the key must still have.</summary>
    public string? ETag { get; } = etag;

    /// <summary>Metadata for the store.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; } = metadata;

    /// <summary>Consistency and concurrency.</summary>
    public StateOptions? Options { get; } = options;
}
