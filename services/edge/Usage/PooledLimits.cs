using System.Collections.Concurrent;
using System.Globalization;
using CodexPooler.Edge.Snapshot;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Usage;

/// <summary>The rate-limit headers clients show to their users, of the Pool as a whole; worked out once a second.</summary>
internal sealed class PooledLimits(
    DirectoryHolder directory, QuotaHolder quotas, IOptions<UsageOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string,
        (long At, KeyValuePair<string, string>[] Headers, byte[] Event)> _pools = new(StringComparer.Ordinal);

    public void Write(string poolId, IHeaderDictionary to)
    {
        if (options.Value.Headers == LimitHeaders.Hidden) return;
        foreach (var (name, value) in Known(poolId).Headers) to[name] = value;
    }

    /// <summary>
    /// The same as a client's socket reads it, a `codex.rate_limits` message; empty when there is nothing to tell.
    /// </summary>
    public byte[] Event(string poolId) => options.Value.Headers == LimitHeaders.Hidden ? [] : Known(poolId).Event;

    private (long At, KeyValuePair<string, string>[] Headers, byte[] Event) Known(string poolId)
    {
        if (_pools.TryGetValue(poolId, out var known) && time.GetElapsedTime(known.At) < Fresh) return known;
        var usage = PooledUsage.Of(directory.Current, poolId, quotas, time.GetUtcNow());
        return _pools[poolId] = (time.GetTimestamp(), [.. Headers(usage)], PooledLimitsEvent.Write(usage, time.GetUtcNow()));
    }

    private static IEnumerable<KeyValuePair<string, string>> Headers(PooledUsage usage)
    {
        PooledWindow[] windows = [.. usage.OfAccount];
        if (windows.Length == 0) yield break;
        foreach (var header in Window("primary", windows[0])) yield return header;
        if (windows.Length > 1)
            foreach (var header in Window("secondary", windows[^1]))
                yield return header;
        if (usage.Credits is not { } balance) yield break;
        yield return new("x-codex-credits-has-credits", balance > 0 ? "True" : "False");
        yield return new("x-codex-credits-unlimited", "False");
        yield return new("x-codex-credits-balance", Text(balance));
    }

    private static IEnumerable<KeyValuePair<string, string>> Window(string slot, PooledWindow window)
    {
        yield return new($"x-codex-{slot}-used-percent", Text(window.UsedPercent));
        yield return new($"x-codex-{slot}-window-minutes", Text((long)window.Length.TotalMinutes));
        if (window.ResetsAt is { } reset) yield return new($"x-codex-{slot}-reset-at", Text(reset.ToUnixTimeSeconds()));
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
