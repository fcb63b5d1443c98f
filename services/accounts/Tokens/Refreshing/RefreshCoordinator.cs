using System.Collections.Concurrent;
using CodexPooler.Accounts.Tokens.Sealing;
using CodexPooler.Accounts.Tokens.Vaults;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounts.Tokens.Refreshing;

/// <summary>
/// Renews one account's credential with one exchange, whoever asks and however many do. Two compare-and-set writes make that true
/// across processes: the claim before the exchange and the result after it. Drivers (sweep, actor, edge) only decide when.
/// </summary>
internal sealed class RefreshCoordinator(
    ITokenVault vault,
    TokenSealer sealer,
    RefreshAttempt attempts,
    StaleClaims claims,
    RenewalsUnderWay underWay,
    IOptions<RefreshOptions> options,
    TimeProvider time)
{
    private static readonly TimeSpan ClaimPoll = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentDictionary<Guid, Lazy<Task<RefreshResult>>> _running = new();

    /// <summary>
    /// A credential newer than <paramref name="knownGeneration"/>. A caller that leaves does not stop the exchange.
    /// </summary>
    public async Task<RefreshResult> RefreshAsync(Guid accountId, long knownGeneration, CancellationToken cancellationToken)
    {
        while (true)
        {
            var mine = new Lazy<Task<RefreshResult>>(() => RunAsync(accountId, knownGeneration));
            var shared = _running.GetOrAdd(accountId, mine);
            var result = await shared.Value.WaitAsync(cancellationToken);

            // Joined a run that was after an older generation: what it adopted may be the very one the caller had rejected.
            if (shared == mine || result is not RefreshResult.Fresh fresh || fresh.Credential.Generation > knownGeneration)
                return result;
        }
    }

    /// <summary>What is stored, without an exchange.</summary>
    public async Task<RefreshResult> ReadAsync(Guid accountId, CancellationToken cancellationToken)
    {
        try
        {
            var entry = await attempts.AdoptSpillAsync(
                accountId, await vault.ReadAsync(accountId, cancellationToken), cancellationToken);
            return entry is null ? new RefreshResult.NotLinked() : Open(entry.Record);
        }
        catch (VaultUnavailableException cause)
        {
            return new RefreshResult.Transient(cause.Message, null);
        }
        catch (SealBrokenException cause)
        {
            return new RefreshResult.SealedAway(cause.Why);
        }
    }

    /// <summary>
    /// Whether somebody is exchanging this account's refresh token, as far as can be told: a claim that nobody ends is none.
    /// </summary>
    public async Task<ClaimState> LookAsync(Guid accountId, CancellationToken cancellationToken)
    {
        if (underWay.Holds(accountId)) return ClaimState.Held;
        try
        {
            var record = (await vault.ReadAsync(accountId, cancellationToken))?.Record;
            return record?.Status != TokenStatus.Refreshing ? ClaimState.None
                : claims.IsAbandoned(record) ? ClaimState.Abandoned : ClaimState.Held;
        }
        catch (VaultUnavailableException)
        {
            return ClaimState.Held;
        }
    }

    private async Task<RefreshResult> RunAsync(Guid accountId, long knownGeneration)
    {
        await Task.Yield();
        try
        {
            return await ClaimAsync(accountId, knownGeneration);
        }
        catch (VaultUnavailableException cause)
        {
            return new RefreshResult.Transient(cause.Message, null);
        }
        catch (SealBrokenException cause)
        {
            return new RefreshResult.SealedAway(cause.Why);
        }
        finally
        {
            underWay.End(accountId);
            _running.TryRemove(accountId, out _);
        }
    }

    private async Task<RefreshResult> ClaimAsync(Guid accountId, long knownGeneration)
    {
        while (true)
        {
            var entry = await attempts.AdoptSpillAsync(accountId, await vault.ReadAsync(accountId, default), default);
            if (entry is null) return new RefreshResult.NotLinked();
            var record = entry.Record;
            if (record.Epoch > knownGeneration || record.Status == TokenStatus.ReauthRequired) return Open(record);
            if (record.Status == TokenStatus.Refreshing && !claims.IsAbandoned(record))
            {
                await Task.Delay(ClaimPoll, time);
                continue;
            }

            // Opened before the claim: a credential that cannot be read is never exchanged nor written over.
            var tokens = sealer.Open(record);
            var claim = record with
            {
                Status = TokenStatus.Refreshing,
                AttemptId = Guid.CreateVersion7(),
                LeaseSeconds = (int)options.Value.Lease.TotalSeconds,
            };
            var claimed = await vault.TryWriteAsync(claim, entry.Version, default);
            if (!claimed.Written) continue;
            claims.Forget(accountId);
            underWay.Begin(accountId);
            return await attempts.RunAsync(claim, claimed.Version!, tokens);
        }
    }

    private RefreshResult Open(TokenRecord record) => record.Status == TokenStatus.ReauthRequired
        ? new RefreshResult.ReauthRequired(record.Reason ?? "unknown")
        : new RefreshResult.Fresh(new(record.AccountId, record.Epoch, sealer.Open(record)), Exchanged: false);
}
