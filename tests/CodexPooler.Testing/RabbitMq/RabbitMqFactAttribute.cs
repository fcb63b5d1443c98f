using CodexPooler.Testing.Parts;

namespace CodexPooler.Testing.RabbitMq;

/// <summary>A fact on a real RabbitMQ broker.</summary>
public sealed class RabbitMqFactAttribute()
    : PartFactAttribute(RabbitMqBinaries.Server is null ? "RabbitMQ is not installed: apt-get install rabbitmq-server" : null);
