using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Edge.Snapshot;
using CodexPooler.Edge.Turns;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Sockets;

/// <summary>
/// Which accounts' upstream takes no WebSockets just now, and whom that sends to HTTP: a client whose turn only HTTP could serve,
/// and everybody whose Pool has no other account. A client falls back by itself where its upgrade is answered with 426, and only
/// there.
/// </summary>
internal sealed class RefusedUpgrades(DirectoryHolder directory, IOptions<SocketOptions> options, TimeProvider time)
{
    private readonly PassingMarks<string> _accounts = new(options.Value.RefusalLifetime, time);
    private readonly PassingMarks<ulong> _clients = new(options.Value.RefusalLifetime, time);

    public void Refused(string accountId) => _accounts.Set(accountId);

    public void Taken(string accountId) => _accounts.Clear(accountId);

    public bool HasRefused(string accountId) => _accounts.Has(accountId);

    /// <summary>The client's upgrades are refused for a while.</summary>
    public void SendToHttp(ApiKey caller, IHeaderDictionary headers) => _clients.Set(ContinuityKeys.Client(caller, headers));

    public bool GoesToHttp(ApiKey caller, IHeaderDictionary headers) =>
        (!_clients.IsEmpty && _clients.Has(ContinuityKeys.Client(caller, headers)))
        || (!_accounts.IsEmpty && NobodyTakes(caller.PoolId));

    private bool NobodyTakes(string poolId)
    {
        var snapshot = directory.Current;
        var usable = snapshot.Members[poolId]
            .Where(id => snapshot.Accounts.TryGetValue(id, out var account) && MayServe(account)).ToList();
        return usable.Count > 0 && usable.TrueForAll(HasRefused);
    }

    private static bool MayServe(Account account) =>
        account.Status is AccountStatus.Active or AccountStatus.Refreshing;
}
