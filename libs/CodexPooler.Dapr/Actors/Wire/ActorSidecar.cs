using System.Text.Json;

namespace Dapr.Actors;

/// <summary>The actor routes of the sidecar's HTTP API.</summary>
internal sealed class ActorSidecar(SidecarConnection sidecar) : IDisposable
{
    public async Task<byte[]> InvokeAsync(
        string actorType, ActorId actorId, string method, HttpContent? content, CancellationToken cancellationToken)
    {
        var operation = $"Calling '{method}' of actor {actorType}";
        var path = $"{PathOf(actorType, actorId)}/method/{SidecarPath.Segment(method, nameof(method))}";
        using var response = await sidecar.SendAsync(HttpMethod.Put, path, content, cancellationToken);
        await SidecarConnection.EnsureSuccessAsync(response, operation, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (!response.Headers.Contains(ActorHeaders.ErrorResponse))
            return body;
        var error = SidecarError.Parse(System.Text.Encoding.UTF8.GetString(body));
        throw new ActorMethodInvocationException($"{operation} failed: {error.Message}", error.ErrorCode);
    }

    public async Task<(byte[] Value, DateTimeOffset? Expires)?> GetStateAsync(
        string actorType, ActorId actorId, string key, CancellationToken cancellationToken)
    {
        var path = $"{PathOf(actorType, actorId)}/state/{SidecarPath.Segment(key, nameof(key))}";
        using var response = await sidecar.SendAsync(HttpMethod.Get, path, null, cancellationToken);
        await SidecarConnection.EnsureSuccessAsync(response, $"Reading state '{key}' of actor {actorType}", cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        // 204 or, from older sidecars, an empty 200: absent.
        if (body.Length == 0)
            return null;
        return (body, response.Headers.TryGetValues("metadata.ttlExpireTime", out var expires)
            ? DateTimeOffset.Parse(expires.First(), System.Globalization.CultureInfo.InvariantCulture)
            : null);
    }

    public Task SaveStateAsync(
        string actorType, ActorId actorId, IReadOnlyList<ActorStateOperation> operations, CancellationToken cancellationToken) =>
        PutAsync($"{PathOf(actorType, actorId)}/state", operations, $"Saving the state of actor {actorType}", cancellationToken);

    public Task RegisterAsync(
        string actorType, ActorId actorId, string kind, string name, ActorSchedule schedule,
        CancellationToken cancellationToken) =>
        PutAsync(
            $"{PathOf(actorType, actorId)}/{kind}/{SidecarPath.Segment(name, nameof(name))}", schedule,
            $"Registering '{name}' under {kind} of actor {actorType}", cancellationToken);

    public async Task UnregisterAsync(
        string actorType, ActorId actorId, string kind, string name, CancellationToken cancellationToken)
    {
        var path = $"{PathOf(actorType, actorId)}/{kind}/{SidecarPath.Segment(name, nameof(name))}";
        using var response = await sidecar.SendAsync(HttpMethod.Delete, path, null, cancellationToken);
        await SidecarConnection.EnsureSuccessAsync(
            response, $"Unregistering '{name}' under {kind} of actor {actorType}", cancellationToken);
    }

    public async Task<ActorSchedule?> GetReminderAsync(
        string actorType, ActorId actorId, string name, CancellationToken cancellationToken)
    {
        var path = $"{PathOf(actorType, actorId)}/reminders/{SidecarPath.Segment(name, nameof(name))}";
        using var response = await sidecar.SendAsync(HttpMethod.Get, path, null, cancellationToken);
        // Since 1.17 a missing one is 404; before, an empty 200.
        if (response.StatusCode == System.Net.HttpStatusCode.NotFound)
            return null;
        await SidecarConnection.EnsureSuccessAsync(
            response, $"Reading reminder '{name}' of actor {actorType}", cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return body.Length == 0 ? null : JsonSerializer.Deserialize<ActorSchedule>(body, SidecarConnection.Envelope);
    }

    public void Dispose() => sidecar.Dispose();

    private async Task PutAsync<T>(string path, T body, string operation, CancellationToken cancellationToken)
    {
        using var content = SidecarConnection.Json(body);
        using var response = await sidecar.SendAsync(HttpMethod.Put, path, content, cancellationToken);
        await SidecarConnection.EnsureSuccessAsync(response, operation, cancellationToken);
    }

    private static string PathOf(string actorType, ActorId actorId)
    {
        // The runtime pastes the id into the host's path, where these would end it.
        if (actorId.GetId().AsSpan().ContainsAny(@"/\#?"))
            throw new ArgumentException($"The actor id '{actorId}' contains one of / \\ # ?, which an actor's address cannot.");
        var id = SidecarPath.Segment(actorId.GetId(), nameof(actorId));
        return $"v1.0/actors/{SidecarPath.Segment(actorType, nameof(actorType))}/{id}";
    }
}
