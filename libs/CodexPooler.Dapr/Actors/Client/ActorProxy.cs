using System.Text.Json;

namespace Dapr.Actors.Client;

/// <summary>Calls one actor through the sidecar, which finds it and takes turns for it.</summary>
public sealed class ActorProxy
{
    private readonly ActorSidecar _sidecar;
    private readonly JsonSerializerOptions _json;

    internal ActorProxy(ActorSidecar sidecar, JsonSerializerOptions json, ActorId actorId, string actorType)
    {
        (_sidecar, _json) = (sidecar, json);
        (ActorId, ActorType) = (actorId, actorType);
    }

    /// <summary>Which actor.</summary>
    public ActorId ActorId { get; }

    /// <summary>Of which type.</summary>
    public string ActorType { get; }

    /// <summary>Calls a method.</summary>
    public Task InvokeMethodAsync(string method, CancellationToken cancellationToken = default) =>
        _sidecar.InvokeAsync(ActorType, ActorId, method, null, cancellationToken);

    /// <summary>Calls a method with an argument.</summary>
    public async Task InvokeMethodAsync<TRequest>(string method, TRequest data, CancellationToken cancellationToken = default)
    {
        using var content = SidecarConnection.Json(data, _json);
        await _sidecar.InvokeAsync(ActorType, ActorId, method, content, cancellationToken);
    }

    /// <summary>Calls a method and reads its result.</summary>
    public async Task<TResponse?> InvokeMethodAsync<TResponse>(string method, CancellationToken cancellationToken = default) =>
        Read<TResponse>(await _sidecar.InvokeAsync(ActorType, ActorId, method, null, cancellationToken));

    /// <summary>Calls a method with an argument and reads its result.</summary>
    public async Task<TResponse?> InvokeMethodAsync<TRequest, TResponse>(
        string method, TRequest data, CancellationToken cancellationToken = default)
    {
        using var content = SidecarConnection.Json(data, _json);
        return Read<TResponse>(await _sidecar.InvokeAsync(ActorType, ActorId, method, content, cancellationToken));
    }

    private TResponse? Read<TResponse>(byte[] body) =>
        body.Length == 0 ? default : JsonSerializer.Deserialize<TResponse>(body, _json);
}
