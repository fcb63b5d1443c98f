using MassTransit;

namespace CodexPooler.Contracts.Tests.TestData;

/// <summary>A message of these tests.</summary>
[EntityName("test.probed.v1")]
public sealed record Probed(Guid Id, int Number);
