namespace CodexPooler.Accounts.Actors;

/// <summary>Driving accounts by actors of the Dapr sidecar beside the hosted sweep.</summary>
internal sealed class ActorsOptions
{
    /// <summary>Host actors. Needs a sidecar with a placement service, a scheduler and an actor state store.</summary>
    public bool Enabled { get; set; }
}
