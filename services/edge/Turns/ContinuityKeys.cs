using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Inspection;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Turns;

/// <summary>
/// What ties a turn to an account, as hashes bound to the Pool: nobody can read an id or take another Pool's. What a client chooses
/// itself is bound to its key too, so that one person's conversation never leads another's turns.
/// </summary>
internal static class ContinuityKeys
{
    public static IEnumerable<ContinuityKey> Of(ApiKey caller, TurnFacts facts, IHeaderDictionary headers)
    {
        if (facts.PreviousResponseId.Length > 0) yield return Key(caller, PinKind.PreviousResponse, facts.PreviousResponseId);
        if (TurnState(facts, headers) is { Length: > 0 } state) yield return Key(caller, PinKind.TurnState, state);
        if (Session(facts, headers) is { Length: > 0 } session) yield return Key(caller, PinKind.Session, session);
        if (facts.PromptCacheKey.Length > 0) yield return Key(caller, PinKind.PromptCache, facts.PromptCacheKey);
    }

    public static ContinuityKey Key(ApiKey caller, PinKind kind, string id)
    {
        var chosenByClient = kind is PinKind.Session or PinKind.PromptCache or PinKind.TurnState or PinKind.LiveSocket;
        var scope = chosenByClient ? $"{caller.PoolId}\n{caller.Id}" : caller.PoolId;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{scope}\n{(int)kind}\n{id}"), hash);
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

    public static ulong Seed(ApiKey caller, TurnFacts facts) =>
        facts.PromptCacheKey.Length == 0 ? 0 : Key(caller, PinKind.PromptCache, facts.PromptCacheKey).HashHigh;

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
