using System.Text.Json;

namespace Dapr.Actors.Runtime;

/// <summary>What this application hosts, and how its sidecar treats it.</summary>
public sealed class ActorRuntimeOptions
{
    /// <summary>The hosted actor types.</summary>
    public ActorRegistrationCollection Actors { get; } = [];

    /// <summary>How long an actor may be idle before it is deactivated; the sidecar's 60 minutes when null.</summary>
    public TimeSpan? ActorIdleTimeout { get; set; }

    /// <summary>How long a running call may hold up a move; the sidecar's 2 seconds when null. Keep it below 8 seconds.</summary>
    public TimeSpan? DrainOngoingCallTimeout { get; set; }

    /// <summary>Whether a move waits for running calls.</summary>
    public bool? DrainRebalancedActors { get; set; }

    /// <summary>How arguments, results and state are written.</summary>
    public JsonSerializerOptions JsonSerializerOptions { get; set; } = new(JsonSerializerDefaults.Web);

    /// <summary>The sidecar's HTTP address; the environment's when null.</summary>
    public string? HttpEndpoint { get; set; }

    /// <summary>The sidecar's token; the environment's when null.</summary>
    public string? DaprApiToken { get; set; }

    /// <summary>The token the sidecar must show when it calls this application; the environment's when null.</summary>
    public string? AppApiToken { get; set; }
}
