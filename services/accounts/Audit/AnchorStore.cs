using System.Buffers.Binary;
using System.Security.Cryptography;
using CodexPooler.Accounts.Tokens;
using CodexPooler.Accounts.Tokens.Sealing;
using CodexPooler.Accounts.Tokens.Vaults;

namespace CodexPooler.Accounts.Audit;

/// <summary>
/// Keeps the end of the audit log in the token vault, sealed: whoever can write the database can neither reach nor forge it.
/// </summary>
internal sealed class AnchorStore(ITokenVault vault, KeyRingHolder keys)
{
    // The vault keeps one record an account; no account ever has this id.
    public static readonly Guid Id = new("a0d17000-0000-7000-8000-000000000000");

    /// <exception cref="VaultUnavailableException">The store did not answer.</exception>
    public async Task<AnchorReading> ReadAsync(CancellationToken cancellationToken)
    {
        if (await vault.ReadAsync(Id, cancellationToken) is not { } entry) return new AnchorReading.Nothing();
        var record = entry.Record;
        if (!keys.Ring.TryGet(record.KeyId, out var key))
            return new AnchorReading.Broken(
                $"it was sealed with key '{record.KeyId}', which the key ring does not hold", entry.Version);
        if (!Envelope.IsWhole(record.Sealed)) return new AnchorReading.Broken("its envelope is cut short", entry.Version);
        try
        {
            var plain = Envelope.Open(key, record.Sealed, Binding(record.Epoch, record.KeyId));
            var end = new AnchorPoint(BinaryPrimitives.ReadInt64BigEndian(plain), record.Epoch, plain[sizeof(long)..]);
            return new AnchorReading.Point(end, entry.Version, record.KeyId == keys.Ring.Active.Id);
        }
        catch (AuthenticationTagMismatchException)
        {
            return new AnchorReading.Broken("it was changed", entry.Version);
        }
    }

    /// <returns>False when another replica wrote first.</returns>
    /// <exception cref="VaultUnavailableException">The store did not answer.</exception>
    public async Task<bool> TryWriteAsync(AnchorPoint end, string? expectedVersion, CancellationToken cancellationToken)
    {
        var key = keys.Ring.Active;
        var plain = new byte[sizeof(long) + end.Hash.Length];
        BinaryPrimitives.WriteInt64BigEndian(plain, end.Era);
        end.Hash.CopyTo(plain.AsSpan(sizeof(long)));
        var record = new TokenRecord
        {
            AccountId = Id,
            Epoch = end.Sequence,
            Status = TokenStatus.Active,
            KeyId = key.Id,
            Sealed = Envelope.Seal(key, plain, Binding(end.Sequence, key.Id)),
            Fingerprint = end.Hash,
        };
        return (await vault.TryWriteAsync(record, expectedVersion, cancellationToken)).Written;
    }

    private static string Binding(long sequence, string keyId) => $"audit|{sequence}|{keyId}";
}
