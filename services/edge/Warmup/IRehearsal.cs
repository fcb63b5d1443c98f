namespace CodexPooler.Edge.Warmup;

/// <summary>Turns that are played and leave no trace.</summary>
internal interface IRehearsal
{
    /// <summary>Ends when every turn was served.</summary>
    Task RunAsync(WarmupProgress progress, CancellationToken cancellationToken);
}
