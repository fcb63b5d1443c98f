using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using CodexPooler.SidecarDouble.Runtime;

namespace CodexPooler.SidecarDouble.Actors;

/// <summary>Placement of one: every actor type the app hosts lives here. Calls are PUT and take turns per actor.</summary>
public sealed class ActorPlacement(
    AppChannel channel, SidecarOptions options, TimeProvider time, BackgroundWork work) : IDisposable
{
    private readonly ConcurrentDictionary<ActorKey, ActorActivation> _activations = new();
    private ActorHostConfig? _config;

    internal bool HasStateStore => options.ActorStateStore is not null;

    /// <summary>Deactivates an actor, as idleness or a rebalance would.</summary>
    public async Task DeactivateAsync(string type, string id, CancellationToken cancellationToken = default)
    {
        if (!_activations.TryGetValue(new ActorKey(type, id), out var activation))
            return;
        await activation.Turn.WaitAsync(cancellationToken);
        try
        {
            if (!activation.Active)
                return;
            activation.Active = false;
            using var answer = await channel.SendAsync(HttpMethod.Delete, new ActorKey(type, id).Path, null, cancellationToken);
            if (answer.StatusCode != HttpStatusCode.OK)
                throw new InvalidOperationException($"error from actor service: ({(int)answer.StatusCode})");
        }
        finally
        {
            activation.Turn.Release();
        }
    }

    public bool IsActive(string type, string id) =>
        _activations.TryGetValue(new ActorKey(type, id), out var activation) && activation.Active;

    public void Dispose()
    {
        foreach (var activation in _activations.Values)
            activation.Dispose();
    }

    internal async Task<bool> HostsAsync(string type, CancellationToken cancellationToken) =>
        (await ConfigAsync(cancellationToken)).Entities.Contains(type);

    internal async Task<ActorAnswer> CallAsync(
        ActorKey actor, string method, byte[] body, string? contentType, CancellationToken cancellationToken)
    {
        var config = await ConfigAsync(cancellationToken);
        var activation = _activations.GetOrAdd(actor, _ => new ActorActivation());
        await activation.Turn.WaitAsync(cancellationToken);
        try
        {
            activation.Active = true;
            activation.Idle ??= time.CreateTimer(_ => StartIdle(actor), null, config.IdleTimeout, Timeout.InfiniteTimeSpan);
            activation.Idle.Change(config.IdleTimeout, Timeout.InfiniteTimeSpan);
            using var content = new ByteArrayContent(body);
            if (contentType is not null)
                content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
            using var response = await channel.SendAsync(
                HttpMethod.Put, $"{actor.Path}/method/{method}", content, cancellationToken);
            var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
                .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            return new ActorAnswer(response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken), headers);
        }
        finally
        {
            activation.Turn.Release();
        }
    }

    internal IEnumerable<object> ActiveCounts() => _activations
        .Where(one => one.Value.Active)
        .GroupBy(one => one.Key.Type, (type, actors) => new { type, count = actors.Count() });

    private void StartIdle(ActorKey actor) => work.Own(DeactivateAsync(actor.Type, actor.Id, work.Stopping));

    private async Task<ActorHostConfig> ConfigAsync(CancellationToken cancellationToken)
    {
        if (_config is not null || !channel.IsConfigured)
            return _config ?? ActorHostConfig.None;
        try
        {
            using var response = await channel.SendAsync(HttpMethod.Get, "/dapr/config", null, cancellationToken);
            if (response.StatusCode != HttpStatusCode.OK)
                return ActorHostConfig.None;
            return _config = ActorHostConfig.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (HttpRequestException)
        {
            // The app is not up yet; the next call asks again.
            return ActorHostConfig.None;
        }
    }
}
