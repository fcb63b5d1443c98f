using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CodexPooler.ServiceDefaults.Secrets;

namespace CodexPooler.Accounts.Tokens.Sealing;

/// <summary>
/// AES-256-GCM envelopes bound to their account, epoch and key, so that a row can be neither swapped nor rolled back.
/// </summary>
internal sealed class TokenSealer(KeyRingHolder keys)
{
    public string ActiveKeyId => keys.Ring.Active.Id;

    public TokenRecord Seal(Guid accountId, long epoch, TokenSet tokens)
    {
        var key = keys.Ring.Active;
        var plain = Encode(tokens);
        try
        {
            return new()
            {
                AccountId = accountId,
                Epoch = epoch,
                Status = TokenStatus.Active,
                KeyId = key.Id,
                Sealed = Envelope.Seal(key, plain, Binding(accountId, epoch, key.Id)),
                Fingerprint = Fingerprint(key, tokens.RefreshToken),
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <exception cref="SealBrokenException">The envelope cannot be opened: fail closed, and never write over it.</exception>
    public TokenSet Open(TokenRecord record)
    {
        if (!keys.Ring.TryGet(record.KeyId, out var key))
            throw new SealBrokenException(
                record.AccountId, $"it was sealed with key '{record.KeyId}', which the key ring does not hold");
        if (!Envelope.IsWhole(record.Sealed)) throw new SealBrokenException(record.AccountId, "the envelope is cut short");

        byte[] plain = [];
        try
        {
            plain = Envelope.Open(key, record.Sealed, Binding(record.AccountId, record.Epoch, record.KeyId));
            return Decode(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new SealBrokenException(record.AccountId, "the envelope or what it is bound to was changed");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private static string Binding(Guid accountId, long epoch, string keyId) => $"v1|{accountId:N}|{epoch}|{keyId}";

    private static byte[] Fingerprint(SealingKey key, SecretText refreshToken) =>
        HMACSHA256.HashData(key.Bytes, Encoding.UTF8.GetBytes(refreshToken.Reveal()))[..16];

    private static byte[] Encode(TokenSet tokens)
    {
        using var stream = new MemoryStream();
        Span<byte> expiry = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(expiry, tokens.AccessExpiresAt.ToUnixTimeMilliseconds());
        stream.Write(expiry);
        JsonSerializer.Serialize(
            stream, new[] { tokens.AccessToken.Reveal(), tokens.RefreshToken.Reveal(), tokens.IdToken.Reveal() });
        return stream.ToArray();
    }

    private static TokenSet Decode(byte[] plain)
    {
        var expiry = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(plain));
        var parts = JsonSerializer.Deserialize<string[]>(plain.AsSpan(sizeof(long)))!;
        return new(new(parts[0]), new(parts[1]), new(parts[2]), expiry);
    }
}
