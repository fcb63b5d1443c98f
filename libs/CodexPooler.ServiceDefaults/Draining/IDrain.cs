namespace CodexPooler.ServiceDefaults.Draining;

/// <summary>Tells the parts of a service that it is leaving, and lets them say what must finish first.</summary>
public interface IDrain
{
    /// <summary>Fires when the service starts to leave. Long streams end themselves politely on it.</summary>
    CancellationToken Draining { get; }

    /// <summary>Requests and tracked work not yet finished.</summary>
    int InFlight { get; }

    /// <summary>Keeps the process alive, up to the drain time-out, until the result is disposed.</summary>
    IDisposable Track();
}
