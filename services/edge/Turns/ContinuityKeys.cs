using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Inspection;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Turns;

/// <summary>What ties a turn to an account, as hashes bound to the Pool: nobody can read an id or take another Pool's.</summary>
internal static class ContinuityKeys
{
    public static IEnumerable<ContinuityKey> Of(string poolId, TurnFacts facts, IHeaderDictionary headers)
    {
        if (facts.PreviousResponseId.Length > 0) yield return Key(poolId, PinKind.PreviousResponse, facts.PreviousResponseId);
        if (TurnState(facts, headers) is { Length: > 0 } state) yield return Key(poolId, PinKind.TurnState, state);
        if (Session(facts, headers) is { Length: > 0 } session) yield return Key(poolId, PinKind.Session, session);
        if (facts.PromptCacheKey.Length > 0) yield return Key(poolId, PinKind.PromptCache, facts.PromptCacheKey);
    }

    public static ContinuityKey Key(string poolId, PinKind kind, string id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{poolId}\n{(int)kind}\n{id}"), hash);
        return new()
        {
            Kind = kind,
            HashHigh = BinaryPrimitives.ReadUInt64BigEndian(hash),
            HashLow = BinaryPrimitives.ReadUInt64BigEndian(hash[8..]),
        };
    }

    public static ulong Seed(string poolId, TurnFacts facts) => facts.PromptCacheKey.Length == 0 ? 0 : Key(poolId, PinKind.PromptCache, facts.PromptCacheKey).HashHigh;

    private static string? TurnState(TurnFacts facts, IHeaderDictionary headers) =>
        headers["x-codex-turn-state"].ToString() is { Length: > 0 } sent ? sent : facts.TurnState;

    // Older clients write the header with an underscore; some send none and are known by their prompt cache key.
    private static string? Session(TurnFacts facts, IHeaderDictionary headers)
    {
        foreach (var name in (ReadOnlySpan<string>)["session-id", "session_id", "x-session-id"])
            if (headers[name].ToString() is { Length: > 0 } sent)
                return sent;
        return facts.SessionId.Length > 0 ? facts.SessionId : facts.PromptCacheKey;
    }
}
