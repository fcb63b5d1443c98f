namespace CodexPooler.Contracts.Messaging;

public enum BusTransport
{
    /// <summary>Inside the process. Nothing is kept when it ends: whoever publishes keeps its own copy until then.</summary>
    InMemory,

    /// <summary>A RabbitMQ broker.</summary>
    RabbitMq,
}
