namespace Dapr.Actors.Runtime;

/// <summary>A registered reminder.</summary>
public interface IActorReminder
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>When it first fires, from registration.</summary>
    TimeSpan DueTime { get; }

    /// <summary>How often it fires then; negative for once.</summary>
    TimeSpan Period { get; }

    /// <summary>What it hands to the actor.</summary>
    byte[] State { get; }
}
