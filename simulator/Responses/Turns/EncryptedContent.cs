using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CodexPooler.Simulator.Responses.Turns;

/// <summary>
/// Opaque content that only the organisation it was made for can send back, as upstream. Nothing is hidden in it: it carries
/// the digest of the organisation and a checksum, and survives a restart of the simulator.
/// </summary>
internal static class EncryptedContent
{
    private const string Prefix = "gAAAAAB";
    private const int NonceBytes = 24;
    private const int DigestBytes = 16;

    public static string Make(string organizationId)
    {
        Span<byte> content = stackalloc byte[NonceBytes + DigestBytes * 2];
        RandomNumberGenerator.Fill(content[..NonceBytes]);
        Digest(Encoding.UTF8.GetBytes(organizationId), content.Slice(NonceBytes, DigestBytes));
        Digest(content[..(NonceBytes + DigestBytes)], content[(NonceBytes + DigestBytes)..]);
        return Prefix + Base64Url.EncodeToString(content);
    }

    public static bool BelongsTo(string content, string organizationId, out string why)
    {
        why = "Encrypted content could not be decrypted or parsed.";
        if (!content.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        Span<byte> bytes = stackalloc byte[NonceBytes + DigestBytes * 2];
        var decoded = Base64Url.TryDecodeFromChars(content.AsSpan(Prefix.Length), bytes, out var size);
        if (!decoded || size != bytes.Length) return false;
        Span<byte> expected = stackalloc byte[DigestBytes];
        Digest(bytes[..(NonceBytes + DigestBytes)], expected);
        if (!expected.SequenceEqual(bytes[(NonceBytes + DigestBytes)..])) return false;
        why = "Encrypted content organization_id did not match the target organization.";
        Digest(Encoding.UTF8.GetBytes(organizationId), expected);
        return expected.SequenceEqual(bytes.Slice(NonceBytes, DigestBytes));
    }

    private static void Digest(ReadOnlySpan<byte> source, Span<byte> target)
    {
        Span<byte> full = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(source, full);
        full[..DigestBytes].CopyTo(target);
    }
}
