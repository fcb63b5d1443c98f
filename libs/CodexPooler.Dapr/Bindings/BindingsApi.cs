using System.Text.Json;

namespace Dapr.Client;

internal sealed class BindingsApi(SidecarConnection sidecar)
{
    private const string MetadataPrefix = "metadata.";

    public async Task<BindingResponse> InvokeAsync(BindingRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentException.ThrowIfNullOrEmpty(request.Operation);
        var body = new
        {
            operation = request.Operation,
            data = request.Data.IsEmpty ? (JsonElement?)null : JsonElement.Parse(request.Data.Span),
            metadata = request.Metadata.Count == 0 ? null : request.Metadata,
        };
        var path = $"v1.0/bindings/{SidecarPath.Segment(request.BindingName, nameof(request))}";
        using var content = SidecarConnection.Json(body);
        using var response = await sidecar.SendAsync(HttpMethod.Post, path, content, cancellationToken);
        await SidecarConnection.EnsureSuccessAsync(
            response, $"Operation '{request.Operation}' of binding '{request.BindingName}'", cancellationToken);
        var data = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return new BindingResponse(request, data, MetadataOf(response));
    }

    private static Dictionary<string, string> MetadataOf(HttpResponseMessage response) => response.Headers.NonValidated
        .Where(header => header.Key.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
        .ToDictionary(
            header => header.Key[MetadataPrefix.Length..], header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
}
