using CodexPooler.Accounts.Issuer;
using CodexPooler.Accounts.Tokens.Sealing;
using CodexPooler.Accounts.Tokens.Vaults;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.Tokens.Refreshing;

/// <summary>One claimed exchange: asks the issuer once, then makes sure that the result is not lost.</summary>
internal sealed class RefreshAttempt(
    ITokenVault vault,
    TokenSealer sealer,
    ITokenIssuer issuer,
    SpillJournal spill,
    TimeProvider time,
    ILogger<RefreshAttempt> logger)
{
    private const int WriteTries = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    public async Task<RefreshResult> RunAsync(TokenRecord claim, string version, TokenSet old)
    {
        var outcome = await issuer.RefreshAsync(old.RefreshToken, CancellationToken.None);
        return outcome switch
        {
            ExchangeOutcome.Issued issued => await KeepAsync(claim, version, old, issued),
            ExchangeOutcome.Rejected rejected => await CondemnAsync(claim, version, rejected.Code),
            ExchangeOutcome.Failed failed => await ReleaseAsync(claim, version, failed),
            _ => throw new InvalidOperationException($"An exchange ended as {outcome.GetType().Name}, which nothing handles."),
        };
    }

    /// <summary>Puts a spilled result into the vault when it is newer than what the vault holds.</summary>
    public async Task<VaultEntry?> AdoptSpillAsync(Guid accountId, VaultEntry? entry, CancellationToken cancellationToken)
    {
        if (spill.Find(accountId) is not { } spilled) return entry;
        if (entry is null || entry.Record.Epoch >= spilled.Epoch)
        {
            spill.Drop(accountId);
            return entry;
        }

        var write = await vault.TryWriteAsync(spilled, entry.Version, cancellationToken);
        if (!write.Written) return await vault.ReadAsync(accountId, cancellationToken);
        spill.Drop(accountId);
        Log.SpillAdopted(logger, accountId, spilled.Epoch);
        return new(spilled, write.Version!);
    }

    private async Task<RefreshResult> KeepAsync(TokenRecord claim, string version, TokenSet old, ExchangeOutcome.Issued issued)
    {
        var access = issued.AccessToken ?? old.AccessToken;
        var expires = issued.AccessToken is null
            ? old.AccessExpiresAt
            : AccessTokenExpiry.Of(access, issued.ExpiresIn, time.GetUtcNow());
        var tokens = new TokenSet(access, issued.RefreshToken ?? old.RefreshToken, issued.IdToken ?? old.IdToken, expires);
        var record = sealer.Seal(claim.AccountId, claim.Epoch + 1, tokens);
        var fresh = new RefreshResult.Fresh(new(claim.AccountId, record.Epoch, tokens), Exchanged: true);

        string? expected = version;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if ((await vault.TryWriteAsync(record, expected, CancellationToken.None)).Written)
                {
                    Log.Refreshed(logger, claim.AccountId, record.Epoch);
                    return fresh;
                }

                var current = await vault.ReadAsync(claim.AccountId, CancellationToken.None);
                if (current is null) return new RefreshResult.NotLinked();
                if (IsOurs(current.Record, record)) return fresh;
                if (current.Record.Epoch >= record.Epoch) return Theirs(current.Record);
                // Someone took over while we stalled, but the exchange that succeeded is ours: the live refresh token must be
                // stored.
                expected = current.Version;
            }
            catch (VaultUnavailableException cause) when (attempt < WriteTries)
            {
                Log.ResultNotStored(logger, claim.AccountId, attempt, cause.Message);
                await Task.Delay(FirstPause * Math.Pow(2, attempt), time);
            }
            catch (VaultUnavailableException cause)
            {
                Spill(record, cause.Message);
                return fresh;
            }
        }
    }

    private async Task<RefreshResult> CondemnAsync(TokenRecord claim, string version, string code)
    {
        var condemned = claim with { Status = TokenStatus.ReauthRequired, AttemptId = null, LeaseSeconds = 0, Reason = code };
        if ((await vault.TryWriteAsync(condemned, version, CancellationToken.None)).Written)
        {
            Log.ReauthRequired(logger, claim.AccountId, code);
            return new RefreshResult.ReauthRequired(code);
        }

        // The record moved on meanwhile: the rejection was for a token that somebody else had already replaced.
        var current = await vault.ReadAsync(claim.AccountId, CancellationToken.None);
        if (current is null) return new RefreshResult.NotLinked();
        return current.Record.Epoch > claim.Epoch
            ? Theirs(current.Record)
            : new RefreshResult.Transient("another attempt is under way", null);
    }

    private async Task<RefreshResult> ReleaseAsync(TokenRecord claim, string version, ExchangeOutcome.Failed failed)
    {
        var released = claim with { Status = TokenStatus.Active, AttemptId = null, LeaseSeconds = 0 };
        await vault.TryWriteAsync(released, version, CancellationToken.None);
        Log.ExchangeFailed(logger, claim.AccountId, failed.Reason, failed.MayHaveBeenUsed);
        return new RefreshResult.Transient(failed.Reason, failed.RetryAfter);
    }

    private void Spill(TokenRecord record, string reason)
    {
        try
        {
            spill.Keep(record);
            Log.ResultSpilled(logger, record.AccountId, record.Epoch, reason);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Memory is the last place left: what it holds still serves until it expires.
            Log.ResultOnlyInMemory(logger, record.AccountId, record.Epoch, cause.Message);
        }
    }

    private static bool IsOurs(TokenRecord current, TokenRecord written) =>
        current.Epoch == written.Epoch && current.Fingerprint.AsSpan().SequenceEqual(written.Fingerprint);

    private RefreshResult Theirs(TokenRecord record)
    {
        Log.OtherExchangeKept(logger, record.AccountId, record.Epoch);
        return record.Status == TokenStatus.ReauthRequired
            ? new RefreshResult.ReauthRequired(record.Reason ?? "unknown")
            : new RefreshResult.Fresh(new(record.AccountId, record.Epoch, sealer.Open(record)), Exchanged: false);
    }
}
