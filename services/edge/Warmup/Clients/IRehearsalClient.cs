namespace CodexPooler.Edge.Warmup.Clients;

/// <summary>A client of the rehearsed edge: one turn after the other.</summary>
internal interface IRehearsalClient : IDisposable
{
    /// <exception cref="InvalidOperationException">The turn was not served, and how it was answered.</exception>
    Task TakeTurnAsync(CancellationToken cancellationToken);
}
