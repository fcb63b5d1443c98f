namespace Dapr.Actors.Runtime;

/// <summary>Gives an actor class another type name than its own.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ActorAttribute : Attribute
{
    /// <summary>The type's name.</summary>
    public string? TypeName { get; set; }
}
