using System.Text.Json;

namespace Dapr.Client;

internal sealed partial class SidecarDaprClient
{
    private readonly StateReader _reader = new(sidecar, json);
    private readonly StateWriter _writer = new(sidecar, new StateReader(sidecar, json));

    public override async Task<TValue?> GetStateAsync<TValue>(
        string storeName, string key, ConsistencyMode? consistencyMode, IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
        where TValue : default =>
        (await _reader.GetAsync<TValue>(storeName, key, consistencyMode, metadata, cancellationToken)).Value;

    public override Task<(TValue? value, string etag)> GetStateAndETagAsync<TValue>(
        string storeName, string key, ConsistencyMode? consistencyMode, IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
        where TValue : default =>
        _reader.GetAsync<TValue>(storeName, key, consistencyMode, metadata, cancellationToken);

    public override async Task<IReadOnlyList<BulkStateItem>> GetBulkStateAsync(
        string storeName, IReadOnlyList<string> keys, int? parallelism, IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken) =>
        [.. (await _reader.GetBulkAsync(storeName, keys, parallelism, metadata, cancellationToken)).Select(answer =>
            new BulkStateItem(answer.Key, answer.Data?.GetRawText() ?? string.Empty, answer.Etag ?? string.Empty))];

    public override async Task<IReadOnlyList<BulkStateItem<TValue>>> GetBulkStateAsync<TValue>(
        string storeName, IReadOnlyList<string> keys, int? parallelism, IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken) =>
        [.. (await _reader.GetBulkAsync(storeName, keys, parallelism, metadata, cancellationToken)).Select(answer =>
            new BulkStateItem<TValue>(
                answer.Key,
                answer.Data is { } data ? data.Deserialize<TValue>(json) : default,
                answer.Etag ?? string.Empty))];

    public override Task SaveStateAsync<TValue>(
        string storeName, string key, TValue value, StateOptions? stateOptions, IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken) =>
        _writer.SaveAsync(storeName, [Item(key, value, null, metadata, stateOptions)], cancellationToken);

    public override Task SaveBulkStateAsync<TValue>(
        string storeName, IReadOnlyList<SaveStateItem<TValue>> items, CancellationToken cancellationToken) =>
        _writer.SaveAsync(
            storeName,
            [.. items.Select(item => Item(item.Key, item.Value, item.ETag, item.Metadata, item.StateOptions))],
            cancellationToken);

    public override Task<bool> TrySaveStateAsync<TValue>(
        string storeName, string key, TValue value, string etag, StateOptions? stateOptions,
        IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(etag);
        // Without first-write a store may ignore the etag; without etag, first-write means "create".
        var options = new StateOptions { Consistency = stateOptions?.Consistency, Concurrency = ConcurrencyMode.FirstWrite };
        return _writer.TrySaveAsync(
            storeName, Item(key, value, etag.Length == 0 ? null : etag, metadata, options), cancellationToken);
    }

    public override async Task DeleteStateAsync(
        string storeName, string key, StateOptions? stateOptions, IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        if (!await _writer.TryDeleteAsync(storeName, key, null, stateOptions, metadata, cancellationToken))
            throw new DaprException($"Deleting '{key}' of state store '{storeName}' met another writer; read it again.");
    }

    public override Task<bool> TryDeleteStateAsync(
        string storeName, string key, string etag, StateOptions? stateOptions, IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(etag);
        var options = new StateOptions { Consistency = stateOptions?.Consistency, Concurrency = ConcurrencyMode.FirstWrite };
        return _writer.TryDeleteAsync(storeName, key, etag, options, metadata, cancellationToken);
    }

    public override Task ExecuteStateTransactionAsync(
        string storeName, IReadOnlyList<StateTransactionRequest> operations, IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken) =>
        _writer.TransactAsync(storeName, operations, metadata, cancellationToken);

    private StateItem Item<TValue>(
        string key, TValue value, string? etag, IReadOnlyDictionary<string, string>? metadata, StateOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return new StateItem(
            key, JsonSerializer.SerializeToElement(value, json), etag, metadata, StateItemOptions.From(options));
    }
}
