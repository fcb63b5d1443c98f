namespace Dapr.Client;

internal sealed class PublishApi(SidecarConnection sidecar)
{
    public async Task PublishAsync(
        string pubsubName, string topicName, HttpContent? content, IReadOnlyDictionary<string, string>? metadata,
        CancellationToken cancellationToken)
    {
        var topic = SidecarPath.Segment(topicName, nameof(topicName));
        var path = $"v1.0/publish/{SidecarPath.Segment(pubsubName, nameof(pubsubName))}/{topic}";
        using var response = await sidecar.SendAsync(
            HttpMethod.Post, SidecarPath.WithQuery(path, metadata), content, cancellationToken);
        await SidecarConnection.EnsureSuccessAsync(response, $"Publishing to '{topicName}' of '{pubsubName}'", cancellationToken);
    }
}
