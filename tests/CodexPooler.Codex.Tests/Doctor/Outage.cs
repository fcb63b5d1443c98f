using Xunit;

namespace CodexPooler.Codex.Tests.Doctor;

/// <summary>Tests that take parts of the shared installation away: they run after all others, one by one.</summary>
[CollectionDefinition(nameof(Outage), DisableParallelization = true)]
public sealed class Outage;
