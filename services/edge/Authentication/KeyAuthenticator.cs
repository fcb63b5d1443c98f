using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Snapshot;

namespace CodexPooler.Edge.Authentication;

/// <summary>Recognises a Pool key from the edge's own copy of the directory, before anything of the body is read.</summary>
internal sealed class KeyAuthenticator(DirectoryHolder directory, TimeProvider time)
{
    private const string Scheme = "Bearer ";
    private const string Prefix = "sk-cxp-";
    private const int LengthOfOurs = 63;
    private const int LongestKey = 512;
    private static readonly ErrorCode Unknown = ErrorCode.ApiKeyMissing with { Message = "the api key is not valid" };

    public KeyEntry? Authenticate(string? authorization, out ClientError? refusal) =>
        Authenticate(authorization, time.GetUtcNow(), out refusal);

    public KeyEntry? Authenticate(string? authorization, DateTimeOffset now, out ClientError? refusal)
    {
        refusal = null;
        var key = Key(authorization);
        if (key.IsEmpty)
        {
            refusal = new(ErrorCode.ApiKeyMissing);
            return null;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(key, hash);
        var entry = directory.Current.Find(hash);
        var code = Problem(entry, now);
        if (code is null) return entry;
        refusal = new(code);
        return null;
    }

    /// <summary>What a key of our own form is remembered by; null for anything else.</summary>
    public static UInt128? MarkOf(string? authorization)
    {
        var key = Key(authorization);
        if (key.Length != LengthOfOurs || !key.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Hash(key, hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }

    /// <summary>The key of an open session as it stands now; null with the reason when the session may not go on.</summary>
    public KeyEntry? Again(KeyEntry admitted, out ErrorCode? problem)
    {
        var now = directory.Current.Find(admitted.Key.Hash.Span);
        problem = now is null ? ErrorCode.ApiKeyRevoked : Problem(now, time.GetUtcNow());
        return problem is null ? now : null;
    }

    private static void Hash(ReadOnlySpan<char> key, Span<byte> hash)
    {
        Span<byte> utf8 = stackalloc byte[LongestKey * 3];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(key, utf8)], hash);
    }

    private static ReadOnlySpan<char> Key(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return default;
        var key = authorization.AsSpan(Scheme.Length).Trim();
        return key.Length <= LongestKey ? key : default;
    }

    private static ErrorCode? Problem(KeyEntry? entry, DateTimeOffset now)
    {
        if (entry is null) return Unknown;
        // A pause ends at its time, also while nobody is there to say so.
        var isPaused = entry.Key.Status == ApiKeyStatus.Paused && !(entry.Key.Pause?.Until?.ToDateTimeOffset() <= now);
        if (isPaused) return ErrorCode.ApiKeyPaused;
        if (entry.Key.Status is not (ApiKeyStatus.Active or ApiKeyStatus.Paused)) return ErrorCode.ApiKeyRevoked;
        if (entry.Key.ExpiresAt?.ToDateTimeOffset() <= now) return ErrorCode.ApiKeyExpired;
        return entry.Pool is { Status: PoolStatus.Active } ? null : ErrorCode.ApiKeyDisabled;
    }
}
