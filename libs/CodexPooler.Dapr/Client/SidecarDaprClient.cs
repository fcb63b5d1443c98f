using System.Text.Json;

namespace Dapr.Client;

internal sealed partial class SidecarDaprClient(
    SidecarConnection sidecar, JsonSerializerOptions json, TimeProvider time) : DaprClient
{
    private readonly SecretsApi _secrets = new(sidecar);
    private readonly BindingsApi _bindings = new(sidecar);
    private readonly PublishApi _publish = new(sidecar);
    private readonly SidecarApi _sidecar = new(sidecar, time);

    public override JsonSerializerOptions JsonSerializerOptions => json;

    public override Task<Dictionary<string, string>> GetSecretAsync(
        string storeName, string key, IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken) =>
        _secrets.GetAsync(storeName, key, metadata, cancellationToken);

    public override Task<Dictionary<string, Dictionary<string, string>>> GetBulkSecretAsync(
        string storeName, IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellationToken) =>
        _secrets.GetBulkAsync(storeName, metadata, cancellationToken);

    public override Task<BindingResponse> InvokeBindingAsync(BindingRequest request, CancellationToken cancellationToken) =>
        _bindings.InvokeAsync(request, cancellationToken);

    public override async Task InvokeBindingAsync<TRequest>(
        string bindingName, string operation, TRequest data, IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken) =>
        await _bindings.InvokeAsync(Request(bindingName, operation, data, metadata), cancellationToken);

    public override async Task<TResponse?> InvokeBindingAsync<TRequest, TResponse>(
        string bindingName, string operation, TRequest data, IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
        where TResponse : default
    {
        var response = await _bindings.InvokeAsync(Request(bindingName, operation, data, metadata), cancellationToken);
        return response.Data.IsEmpty ? default : JsonSerializer.Deserialize<TResponse>(response.Data.Span, json);
    }

    public override async Task PublishEventAsync<TData>(
        string pubsubName, string topicName, TData data, Dictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        using var content = SidecarConnection.Json(data, json, data is CloudEvent ? CloudEvent.MediaType : "application/json");
        await _publish.PublishAsync(pubsubName, topicName, content, metadata, cancellationToken);
    }

    public override Task PublishEventAsync(
        string pubsubName, string topicName, Dictionary<string, string>? metadata, CancellationToken cancellationToken) =>
        _publish.PublishAsync(pubsubName, topicName, null, metadata, cancellationToken);

    public override Task<bool> CheckHealthAsync(CancellationToken cancellationToken) =>
        _sidecar.CheckHealthAsync(cancellationToken);

    public override Task<bool> CheckOutboundHealthAsync(CancellationToken cancellationToken) =>
        _sidecar.CheckOutboundHealthAsync(cancellationToken);

    public override Task WaitForSidecarAsync(CancellationToken cancellationToken) => _sidecar.WaitAsync(cancellationToken);

    public override Task ShutdownSidecarAsync(CancellationToken cancellationToken) => _sidecar.ShutdownAsync(cancellationToken);

    public override Task<DaprMetadata> GetMetadataAsync(CancellationToken cancellationToken) =>
        _sidecar.GetMetadataAsync(cancellationToken);

    public override Task SetMetadataAsync(string attributeName, string attributeValue, CancellationToken cancellationToken) =>
        _sidecar.SetMetadataAsync(attributeName, attributeValue, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            sidecar.Dispose();
    }

    private BindingRequest Request<TRequest>(
        string bindingName, string operation, TRequest data, IReadOnlyDictionary<string, string>? metadata)
    {
        var request = new BindingRequest(bindingName, operation) { Data = JsonSerializer.SerializeToUtf8Bytes(data, json) };
        foreach (var (name, value) in metadata ?? new Dictionary<string, string>())
            request.Metadata[name] = value;
        return request;
    }
}
