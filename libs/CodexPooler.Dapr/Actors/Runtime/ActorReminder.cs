namespace Dapr.Actors.Runtime;

internal sealed record ActorReminder(string Name, TimeSpan DueTime, TimeSpan Period, byte[] State) : IActorReminder;
