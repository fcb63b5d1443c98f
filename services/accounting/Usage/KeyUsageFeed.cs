using CodexPooler.Accounting.Rollups;
using CodexPooler.Contracts.Ledger.V1;

namespace CodexPooler.Accounting.Usage;

/// <summary>
/// Tells a router what keys have used: everything once, then what changes. Changes are read from the database once a second,
/// not from this replica's intake, because any replica may have written them.
/// </summary>
internal sealed class KeyUsageFeed(KeyUsageReader reader, TimeProvider time)
{
    private const int Chunk = 2000, DefaultDays = 32;

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    // A transaction stamps its rows when it begins to write and becomes visible when it commits.
    private const long Overlap = 10_000;

    public async Task RunAsync(WatchKeyUsageRequest request, Func<KeyUsageUpdate, Task> send, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var days = request.Days is > 0 and <= 400 ? request.Days : DefaultDays;
        var since = now;
        var all = await reader.AllAsync(Buckets.Floor(now, Buckets.Day) - (days - 1) * Buckets.Day, now, cancellationToken);
        foreach (var chunk in all.Chunk(Chunk)) await SendAsync(chunk, false);
        await SendAsync([], true);
        var sent = new Dictionary<(string, string, UsageBucketKind, long), KeyUsage>();
        while (true)
        {
            await Task.Delay(Step, time, cancellationToken);
            var (usage, newest) = await reader.ChangedAsync(since - Overlap, cancellationToken);
            var fresh = usage.Where(IsNews).ToList();
            foreach (var chunk in fresh.Chunk(Chunk)) await SendAsync(chunk, true);
            since = Math.Max(since, newest);
            if (sent.Count > 50_000) sent.Clear();
        }

        Task SendAsync(IEnumerable<KeyUsage> usage, bool caughtUp) =>
            send(new KeyUsageUpdate { Usage = { usage }, CaughtUp = caughtUp });

        bool IsNews(KeyUsage usage)
        {
            var key = (usage.KeyId, usage.Model, usage.Kind, usage.BucketIndex);
            if (sent.TryGetValue(key, out var last) && last.Equals(usage)) return false;
            sent[key] = usage;
            return true;
        }
    }
}
