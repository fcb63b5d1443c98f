using System.Net;
using System.Text;
using System.Text.Json;

namespace Dapr.Client;

internal sealed class SidecarApi(SidecarConnection sidecar, TimeProvider time)
{
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(500);

    public Task<bool> CheckHealthAsync(CancellationToken cancellationToken) => ProbeAsync("v1.0/healthz", cancellationToken);

    public Task<bool> CheckOutboundHealthAsync(CancellationToken cancellationToken) =>
        ProbeAsync("v1.0/healthz/outbound", cancellationToken);

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        // Outbound, because healthz itself waits for this application.
        while (!await CheckOutboundHealthAsync(cancellationToken))
            await Task.Delay(ProbeInterval, time, cancellationToken);
    }

    public async Task ShutdownAsync(CancellationToken cancellationToken)
    {
        using var response = await sidecar.SendAsync(HttpMethod.Post, "v1.0/shutdown", null, cancellationToken);
        await SidecarConnection.EnsureSuccessAsync(response, "Shutting down the sidecar", cancellationToken);
    }

    public async Task<DaprMetadata> GetMetadataAsync(CancellationToken cancellationToken)
    {
        using var response = await sidecar.SendAsync(HttpMethod.Get, "v1.0/metadata", null, cancellationToken);
        await SidecarConnection.EnsureSuccessAsync(response, "Reading the sidecar's metadata", cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var document = await JsonDocument.ParseAsync(body, default, cancellationToken);
        return DaprMetadata.Parse(document.RootElement);
    }

    public async Task SetMetadataAsync(string name, string value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        var path = $"v1.0/metadata/{SidecarPath.Segment(name, nameof(name))}";
        using var content = new StringContent(value, Encoding.UTF8, "text/plain");
        using var response = await sidecar.SendAsync(HttpMethod.Put, path, content, cancellationToken);
        await SidecarConnection.EnsureSuccessAsync(response, $"Setting the sidecar's metadata '{name}'", cancellationToken);
    }

    private async Task<bool> ProbeAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await sidecar.SendAsync(HttpMethod.Get, path, null, cancellationToken);
            return response.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.OK;
        }
        catch (DaprException)
        {
            return false;
        }
    }
}
