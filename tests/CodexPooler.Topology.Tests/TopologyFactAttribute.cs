using CodexPooler.Testing.Parts;
using CodexPooler.Testing.Postgres;
using CodexPooler.Testing.RabbitMq;

namespace CodexPooler.Topology.Tests;

/// <summary>A fact on a whole distributed installation: it needs RabbitMQ and PostgreSQL.</summary>
public sealed class TopologyFactAttribute()
    : PartFactAttribute(new RabbitMqFactAttribute().Skip ?? new PostgresFactAttribute().Skip);
