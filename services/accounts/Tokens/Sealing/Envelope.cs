using System.Security.Cryptography;
using System.Text;

namespace CodexPooler.Accounts.Tokens.Sealing;

/// <summary>AES-256-GCM: nonce, ciphertext, tag; bound to what the envelope belongs to, so that two cannot be swapped.</summary>
internal static class Envelope
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static byte[] Seal(SealingKey key, ReadOnlySpan<byte> plain, string binding)
    {
        var envelope = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(envelope.AsSpan(0, NonceLength));
        using var aes = new AesGcm(key.Bytes, TagLength);
        aes.Encrypt(envelope.AsSpan(0, NonceLength), plain, envelope.AsSpan(NonceLength, plain.Length),
            envelope.AsSpan(NonceLength + plain.Length), Encoding.UTF8.GetBytes(binding));
        return envelope;
    }

    public static bool IsWhole(byte[] envelope) => envelope.Length >= NonceLength + TagLength;

    /// <exception cref="AuthenticationTagMismatchException">The envelope or what it is bound to was changed.</exception>
    public static byte[] Open(SealingKey key, byte[] envelope, string binding)
    {
        var plain = new byte[envelope.Length - NonceLength - TagLength];
        using var aes = new AesGcm(key.Bytes, TagLength);
        aes.Decrypt(envelope.AsSpan(0, NonceLength), envelope.AsSpan(NonceLength, plain.Length),
            envelope.AsSpan(NonceLength + plain.Length), plain, Encoding.UTF8.GetBytes(binding));
        return plain;
    }
}
