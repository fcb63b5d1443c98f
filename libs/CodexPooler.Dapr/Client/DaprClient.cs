using System.Text.Json;

namespace Dapr.Client;

/// <summary>
/// A client of the Dapr sidecar. Create one with <see cref="DaprClientBuilder"/> or <c>AddDaprClient</c> and keep it.
/// </summary>
public abstract partial class DaprClient : IDisposable
{
    /// <summary>How values are read and written.</summary>
    public abstract JsonSerializerOptions JsonSerializerOptions { get; }

    /// <summary>Reads one secret; most stores answer one entry named like the secret, some several.</summary>
    /// <exception cref="DaprApiException">401 for an unknown store, 403 for a denied one, 500 for a missing secret.</exception>
    public abstract Task<Dictionary<string, string>> GetSecretAsync(
        string storeName, string key, IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default);

    /// <summary>Reads every secret this application may see.</summary>
    public abstract Task<Dictionary<string, Dictionary<string, string>>> GetBulkSecretAsync(
        string storeName, IReadOnlyDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default);

    /// <summary>Calls an output binding.</summary>
    public abstract Task<BindingResponse> InvokeBindingAsync(
        BindingRequest request, CancellationToken cancellationToken = default);

    /// <summary>Calls an output binding.</summary>
    public abstract Task InvokeBindingAsync<TRequest>(
        string bindingName, string operation, TRequest data, IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default);

    /// <summary>Calls an output binding and reads its answer.</summary>
    public abstract Task<TResponse?> InvokeBindingAsync<TRequest, TResponse>(
        string bindingName, string operation, TRequest data, IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Publishes an event; a <see cref="CloudEvent"/> is passed on as it is, anything else the sidecar wraps in one.
    /// </summary>
    public abstract Task PublishEventAsync<TData>(
        string pubsubName, string topicName, TData data, Dictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default);

    /// <summary>Publishes an event without data.</summary>
    public abstract Task PublishEventAsync(
        string pubsubName, string topicName, Dictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default);

    /// <summary>Whether the sidecar and the application behind it are up.</summary>
    public abstract Task<bool> CheckHealthAsync(CancellationToken cancellationToken = default);

    /// <summary>Whether the sidecar can serve this application; use it while starting.</summary>
    public abstract Task<bool> CheckOutboundHealthAsync(CancellationToken cancellationToken = default);

    /// <summary>Waits until the sidecar can serve this application.</summary>
    public abstract Task WaitForSidecarAsync(CancellationToken cancellationToken = default);

    /// <summary>Stops the sidecar, which a job must do when it has finished.</summary>
    public abstract Task ShutdownSidecarAsync(CancellationToken cancellationToken = default);

    /// <summary>Reads what the sidecar tells about itself.</summary>
    public abstract Task<DaprMetadata> GetMetadataAsync(CancellationToken cancellationToken = default);

    /// <summary>Sets one extended attribute of the sidecar's metadata.</summary>
    public abstract Task SetMetadataAsync(
        string attributeName, string attributeValue, CancellationToken cancellationToken = default);

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the connections.</summary>
    protected abstract void Dispose(bool disposing);
}
