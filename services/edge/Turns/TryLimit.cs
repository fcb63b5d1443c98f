namespace CodexPooler.Edge.Turns;

/// <summary>
/// What ends one wait of a turn: its client leaves, or time is over. Mostly neither comes, and the next turn uses the same again.
/// </summary>
internal sealed class TryLimit : IDisposable
{
    private const int MostKept = 64;

    [ThreadStatic]
    private static Stack<TryLimit>? _kept;

    private readonly CancellationTokenSource _source = new();
    private CancellationTokenRegistration _client;

    public CancellationToken Token => _source.Token;

    public static TryLimit Start(CancellationToken client, TimeSpan? after = null)
    {
        var limit = _kept is { Count: > 0 } kept ? kept.Pop() : new TryLimit();
        limit._client = client.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), limit._source);
        if (after is { } time) limit._source.CancelAfter(time);
        return limit;
    }

    public void Cancel() => _source.Cancel();

    public void Dispose()
    {
        // Ends when a client that leaves in this moment has been told to whoever waited.
        _client.Dispose();
        if (!_source.TryReset()) _source.Dispose();
        else if ((_kept ??= new()).Count < MostKept) _kept.Push(this);
    }
}
