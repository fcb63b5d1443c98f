using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CodexPooler.ServiceDefaults.Secrets;

namespace CodexPooler.Accounts.Tokens.Sealing;

/// <summary>AES-256-GCM envelopes bound to their account, epoch and key, so that a row can be neither swapped nor rolled back.</summary>
internal sealed class TokenSealer(KeyRingHolder keys)
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public string ActiveKeyId => keys.Ring.Active.Id;

    public TokenRecord Seal(Guid accountId, long epoch, TokenSet tokens)
    {
        var key = keys.Ring.Active;
        var plain = Encode(tokens);
        try
        {
            var envelope = new byte[NonceLength + plain.Length + TagLength];
            RandomNumberGenerator.Fill(envelope.AsSpan(0, NonceLength));
            using var aes = new AesGcm(key.Bytes, TagLength);
            aes.Encrypt(envelope.AsSpan(0, NonceLength), plain, envelope.AsSpan(NonceLength, plain.Length),
                envelope.AsSpan(NonceLength + plain.Length), Binding(accountId, epoch, key.Id));
            return new()
            {
                AccountId = accountId,
                Epoch = epoch,
                Status = TokenStatus.Active,
                KeyId = key.Id,
                Sealed = envelope,
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
        if (record.Sealed.Length < NonceLength + TagLength)
            throw new SealBrokenException(record.AccountId, "the envelope is cut short");

        var plain = new byte[record.Sealed.Length - NonceLength - TagLength];
        try
        {
            using var aes = new AesGcm(key.Bytes, TagLength);
            aes.Decrypt(record.Sealed.AsSpan(0, NonceLength), record.Sealed.AsSpan(NonceLength, plain.Length),
                record.Sealed.AsSpan(NonceLength + plain.Length), plain, Binding(record.AccountId, record.Epoch, record.KeyId));
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

    private static byte[] Binding(Guid accountId, long epoch, string keyId) =>
        Encoding.UTF8.GetBytes($"v1|{accountId:N}|{epoch}|{keyId}");

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
