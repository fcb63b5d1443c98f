using System.Text.Json;

namespace CodexPooler.SidecarDouble.Actors;

/// <summary>What the app's GET /dapr/config says; durations are Go text (pkg/config/app_configuration.go).</summary>
internal sealed record ActorHostConfig(IReadOnlySet<string> Entities, TimeSpan IdleTimeout)
{
    public static ActorHostConfig None { get; } = new(new HashSet<string>(), TimeSpan.FromMinutes(60));

    public static ActorHostConfig Parse(string body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        var entities = root.TryGetProperty("entities", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(one => one.GetString()!).ToHashSet()
            : [];
        // A bad duration is logged and defaulted by the real one; here it is refused, so that it is found.
        var idle = root.TryGetProperty("actorIdleTimeout", out var timeout)
            ? DaprDuration.ParseGo(timeout.GetString()!)
            : None.IdleTimeout;
        return new ActorHostConfig(entities, idle);
    }
}
