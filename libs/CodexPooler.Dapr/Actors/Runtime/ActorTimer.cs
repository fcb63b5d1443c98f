namespace Dapr.Actors.Runtime;

/// <summary>A registered timer; unlike a reminder it ends when the actor is deactivated.</summary>
public sealed record ActorTimer(string Name, string TimerCallback, TimeSpan DueTime, TimeSpan Period);
