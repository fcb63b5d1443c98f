namespace CodexPooler.Edge.Tests.Warmup;

/// <summary>Tests that look at metrics hear every host of the process: they run when no other does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
