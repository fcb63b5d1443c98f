using CodexPooler.Accounts.Tokens.Vaults;
using CodexPooler.Contracts.Credentials.V1;

namespace CodexPooler.Accounts.Tokens.Sealing;

/// <summary>
/// Seals what an older key sealed with the active one, so that the older key can go. A renewal does the same by itself; this does
/// not wait for
/// it. What cannot be opened is counted and left alone.
/// </summary>
internal sealed class Reseal(ITokenVault vault, TokenSealer sealer, KeyRingHolder keys)
{
    public async Task<ResealResponse> RunAsync(IEnumerable<Guid> accounts, CancellationToken cancellationToken)
    {
        await keys.ReloadAsync(cancellationToken);
        var result = new ResealResponse();
        foreach (var id in accounts) await OneAsync(id, result, cancellationToken);
        return result;
    }

    private async Task OneAsync(Guid accountId, ResealResponse result, CancellationToken cancellationToken)
    {
        while (await vault.ReadAsync(accountId, cancellationToken) is { } entry)
        {
            if (entry.Record.KeyId == sealer.ActiveKeyId)
            {
                result.AlreadyCurrent++;
                return;
            }

            try
            {
                var sealedAnew = sealer.Seal(accountId, entry.Record.Epoch, sealer.Open(entry.Record));
                // Everything but the envelope stays, a claim under way too: its compare-and-set tells it that the record moved.
                var record = entry.Record with
                {
                    KeyId = sealedAnew.KeyId,
                    Sealed = sealedAnew.Sealed,
                    Fingerprint = sealedAnew.Fingerprint,
                };
                if (!(await vault.TryWriteAsync(record, entry.Version, cancellationToken)).Written) continue;
                result.Resealed++;
            }
            catch (SealBrokenException)
            {
                result.Unreadable++;
            }

            return;
        }
    }
}
