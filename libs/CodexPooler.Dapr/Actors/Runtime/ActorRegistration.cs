namespace Dapr.Actors.Runtime;

/// <summary>One hosted actor type.</summary>
public sealed record ActorRegistration(string TypeName, Type ActorType);
