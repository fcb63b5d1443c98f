using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Inspection;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Turns;

/// <summary>
/// What ties a turn to an account, as hashes bound to the Pool: nobody can read an id or take another Pool's. What a client
/// chooses itself is bound to its key too, so that one person's conversation never leads another's turns.
/// </summary>
internal static class ContinuityKeys
{
    private const int Short = 512;
    private const int NumberLength = 16;
    private static readonly KnownContinuity Known = new();

    public static void Add(ApiKey caller, TurnFacts facts, IHeaderDictionary headers, List<ContinuityKey> to)
    {
        if (facts.PreviousResponseId.Length > 0) to.Add(Key(caller, PinKind.PreviousResponse, facts.PreviousResponseId));
        if (TurnState(facts, headers) is { Length: > 0 } state) to.Add(Key(caller, PinKind.TurnState, state));
        if (Session(facts, headers) is { Length: > 0 } session) to.Add(Key(caller, PinKind.Session, session));
        if (facts.PromptCacheKey.Length > 0) to.Add(Key(caller, PinKind.PromptCache, facts.PromptCacheKey));
    }

    public static ContinuityKey Key(ApiKey caller, PinKind kind, string id)
    {
        if (Known.Find(caller, kind, id) is { } known) return known;
        var key = Hash(caller, kind, id);
        Known.Note(caller, kind, id, key);
        return key;
    }

    private static ContinuityKey Hash(ApiKey caller, PinKind kind, string id)
    {
        var chosenByClient = kind is PinKind.Session or PinKind.PromptCache or PinKind.TurnState or PinKind.LiveSocket;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var length = Encoding.UTF8.GetMaxByteCount(caller.PoolId.Length + caller.Id.Length + id.Length + NumberLength);
        var rented = length > Short ? ArrayPool<byte>.Shared.Rent(length) : null;
        var text = rented is null ? stackalloc byte[Short] : rented;
        var written = chosenByClient
            ? Utf8.TryWrite(text, $"{caller.PoolId}\n{caller.Id}\n{(int)kind}\n{id}", out var count)
            : Utf8.TryWrite(text, $"{caller.PoolId}\n{(int)kind}\n{id}", out count);
        if (!written) throw new UnreachableException();
        SHA256.HashData(text[..count], hash);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return new()
        {
            Kind = kind,
            HashHigh = BinaryPrimitives.ReadUInt64BigEndian(hash),
            HashLow = BinaryPrimitives.ReadUInt64BigEndian(hash[8..]),
        };
    }

    /// <summary>Tells the clients of a key apart, as far as they say who they are when they connect.</summary>
    public static ulong Client(ApiKey caller, IHeaderDictionary headers) =>
        Key(caller, PinKind.Session, Session(headers) ?? "").HashHigh;

    private static string? TurnState(TurnFacts facts, IHeaderDictionary headers) =>
        headers["x-codex-turn-state"].ToString() is { Length: > 0 } sent ? sent : facts.TurnState;

    // Some clients send no header and are known by their prompt cache key.
    private static string? Session(TurnFacts facts, IHeaderDictionary headers) =>
        Session(headers) ?? (facts.SessionId.Length > 0 ? facts.SessionId : facts.PromptCacheKey);

    // Older clients write it with an underscore.
    private static string? Session(IHeaderDictionary headers)
    {
        foreach (var name in (ReadOnlySpan<string>)["session-id", "session_id", "x-session-id"])
            if (headers[name].ToString() is { Length: > 0 } sent)
                return sent;
        return null;
    }
}
