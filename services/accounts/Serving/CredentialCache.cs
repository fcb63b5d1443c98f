using System.Collections.Concurrent;
using CodexPooler.Accounts.Tokens.Refreshing;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounts.Serving;

/// <summary>
/// The credentials that serve: from memory while they live, renewed when they are about to end or were refused upstream.
/// </summary>
internal sealed class CredentialCache(RefreshCoordinator coordinator, IOptions<RefreshOptions> options, TimeProvider time)
{
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<Guid, CredentialState> _held = new();

    /// <summary>A credential that has not expired; the refusal says why there is none.</summary>
    public async Task<RefreshResult> GetAsync(Guid accountId, CancellationToken cancellationToken)
    {
        if (_held.TryGetValue(accountId, out var held) && Lives(held)) return new RefreshResult.Fresh(held, Exchanged: false);
        var stored = Keep(await coordinator.ReadAsync(accountId, cancellationToken));
        if (stored is not RefreshResult.Fresh fresh || Lives(fresh.Credential)) return stored;
        return Keep(await coordinator.RefreshAsync(accountId, fresh.Credential.Generation, cancellationToken));
    }

    /// <summary>
    /// A credential newer than the one that was refused. While the issuer is away, what is held is better than nothing.
    /// </summary>
    public async Task<RefreshResult> RenewAsync(Guid accountId, long refusedGeneration, CancellationToken cancellationToken)
    {
        if (_held.TryGetValue(accountId, out var held) && held.Generation > refusedGeneration)
            return new RefreshResult.Fresh(held, Exchanged: false);
        return Keep(await coordinator.RefreshAsync(accountId, refusedGeneration, cancellationToken));
    }

    /// <summary>What the vault holds now, whatever is in memory.</summary>
    public async Task<RefreshResult> ReloadAsync(Guid accountId, CancellationToken cancellationToken) =>
        Keep(await coordinator.ReadAsync(accountId, cancellationToken));

    public bool IsDue(Guid accountId, TimeSpan jitter) =>
        !_held.TryGetValue(accountId, out var held)
        || held.Tokens.AccessExpiresAt - time.GetUtcNow() <= options.Value.Ahead + jitter;

    /// <summary>Whether there is one in memory that has not expired.</summary>
    public bool Holds(Guid accountId) => _held.TryGetValue(accountId, out var held) && Lives(held);

    public long GenerationOf(Guid accountId) => _held.TryGetValue(accountId, out var held) ? held.Generation : 0;

    public void Forget(Guid accountId) => _held.TryRemove(accountId, out _);

    private bool Lives(CredentialState credential) => credential.Tokens.AccessExpiresAt - time.GetUtcNow() > LastMoment;

    private RefreshResult Keep(RefreshResult result)
    {
        // A late result of an older generation changes nothing.
        if (result is RefreshResult.Fresh { Credential: var credential })
            _held.AddOrUpdate(
                credential.AccountId, credential, (_, now) => now.Generation > credential.Generation ? now : credential);
        return result;
    }
}
