namespace CodexPooler.Routing.Continuity;

public enum PinStoreKind
{
    /// <summary>The Dapr state store when a sidecar is there, else the database.</summary>
    Auto,

    /// <summary>Memory only: a restart forgets which account holds which conversation.</summary>
    None,

    Database,

    Dapr,
}
