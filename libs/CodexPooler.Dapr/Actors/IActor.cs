namespace Dapr.Actors;

/// <summary>Marks an interface whose methods an actor offers.</summary>
public interface IActor;
