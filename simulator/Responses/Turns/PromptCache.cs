using System.Collections.Concurrent;
using CodexPooler.Simulator.Control;
using CodexPooler.Simulator.Responses.Requests;
using CodexPooler.Simulator.Time;

namespace CodexPooler.Simulator.Responses.Turns;

/// <summary>
/// Prefixes seen per account and prompt_cache_key. A prefix counts as cached from 1,024 tokens on, in steps of 128, and is
/// forgotten after ten idle minutes: the numbers OpenAI documents for prompt caching.
/// </summary>
internal sealed class PromptCache(SimulatorClock clock) : IResettable
{
    public const int Minimum = 1024;
    public const int Step = 128;
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);
    private const int MaxEntries = 1_000_000;

    private readonly ConcurrentDictionary<CacheKey, DateTimeOffset> _seen = new();

    public long Cached(string account, string? cacheKey, IReadOnlyList<PrefixMark> marks)
    {
        var now = clock.GetUtcNow();
        for (var i = marks.Count - 1; i >= 0; i--)
        {
            if (marks[i].Tokens < Minimum) break;
            var key = new CacheKey(account, cacheKey, marks[i].Hash);
            if (_seen.TryGetValue(key, out var usedAt) && now - usedAt < Idle) return marks[i].Tokens / Step * Step;
        }
        return 0;
    }

    public void Warm(string account, string? cacheKey, IEnumerable<PrefixMark> marks)
    {
        if (_seen.Count > MaxEntries) Forget();
        var now = clock.GetUtcNow();
        foreach (var mark in marks)
        {
            if (mark.Tokens >= Minimum) _seen[new CacheKey(account, cacheKey, mark.Hash)] = now;
        }
    }

    public void Reset() => _seen.Clear();

    private void Forget()
    {
        var now = clock.GetUtcNow();
        foreach (var (key, usedAt) in _seen)
        {
            if (now - usedAt >= Idle) _seen.TryRemove(key, out _);
        }
        if (_seen.Count > MaxEntries) _seen.Clear();
    }

    private readonly record struct CacheKey(string Account, string? PromptCacheKey, PrefixHash Prefix);
}
