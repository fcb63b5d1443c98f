using Xunit;

namespace CodexPooler.Topology.Tests.Chaos;

/// <summary>What takes the whole machine must not make others miss their deadlines.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
