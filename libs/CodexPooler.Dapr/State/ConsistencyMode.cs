namespace Dapr.Client;

/// <summary>How fresh a read and how durable a write must be.</summary>
public enum ConsistencyMode
{
    /// <summary>Replicas may lag.</summary>
    Eventual,

    /// <summary>All replicas, or a quorum, agree.</summary>
    Strong,
}
