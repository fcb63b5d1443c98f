using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Sockets;

/// <summary>
/// Which accounts' upstream takes no WebSockets just now, and which Pools are served over HTTP for it: a client falls back to HTTP by
/// itself where its upgrade is answered with 426, and only there.
/// </summary>
internal sealed class RefusedUpgrades(IOptions<SocketOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, long> _accounts = new();
    private readonly ConcurrentDictionary<string, long> _pools = new();

    public void AddAccount(string accountId) => _accounts[accountId] = time.GetTimestamp();

    public void AddPool(string poolId) => _pools[poolId] = time.GetTimestamp();

    public bool HasAccount(string accountId) => Has(_accounts, accountId);

    public bool HasPool(string poolId) => Has(_pools, poolId);

    private bool Has(ConcurrentDictionary<string, long> marks, string id)
    {
        if (!marks.TryGetValue(id, out var since)) return false;
        if (time.GetElapsedTime(since) < options.Value.RefusalLifetime) return true;
        marks.TryRemove(new(id, since));
        return false;
    }
}
