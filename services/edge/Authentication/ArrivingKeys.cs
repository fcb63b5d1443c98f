using System.Collections.Concurrent;
using CodexPooler.Edge.Snapshot;

namespace CodexPooler.Edge.Authentication;

/// <summary>
/// A key may be used before the directory's stream has told this edge of it. Whoever shows one that has the form of ours waits
/// for the stream, briefly and once: what did not come is remembered, and only so many wait at a time. Nobody else is asked, so
/// keys that never existed cost nobody anything.
/// </summary>
internal sealed class ArrivingKeys(KeyAuthenticator keys, DirectoryHolder directory, TimeProvider time)
{
    public const int MostWaiting = 256;
    private const int MostRemembered = 16 * 1024;

    // A change is on every edge within a second.
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1500);
    private readonly ConcurrentDictionary<UInt128, bool> _absent = new();
    private int _waiting;

    /// <summary>The key, if it comes; null for what cannot come or did not.</summary>
    public async ValueTask<KeyEntry?> WaitAsync(string? authorization, CancellationToken aborted)
    {
        if (KeyAuthenticator.MarkOf(authorization) is not { } mark || _absent.ContainsKey(mark)) return null;
        try
        {
            return Interlocked.Increment(ref _waiting) <= MostWaiting ? await ComesAsync(authorization!, aborted) : null;
        }
        catch (OperationCanceledException)
        {
            if (!aborted.IsCancellationRequested) Remember(mark);
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private async Task<KeyEntry?> ComesAsync(string authorization, CancellationToken aborted)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, aborted);
        while (true)
        {
            var next = directory.Next;
            if (keys.Authenticate(authorization, out _) is { } arrived) return arrived;
            await next.WaitAsync(either.Token);
        }
    }

    private void Remember(UInt128 mark)
    {
        if (_absent.Count >= MostRemembered) _absent.Clear();
        _absent[mark] = true;
    }
}
