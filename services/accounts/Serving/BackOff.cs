using System.Collections.Concurrent;
using CodexPooler.Accounts.Tokens.Refreshing;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounts.Serving;

/// <summary>
/// How long the sweep leaves an account alone after transient failures; what the issuer asked for counts first.
/// </summary>
internal sealed class BackOff(IOptions<RefreshOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, Pause> _pauses = new();

    public bool IsOver(Guid accountId) => !_pauses.TryGetValue(accountId, out var pause) || pause.Until <= time.GetUtcNow();

    public void Note(Guid accountId, RefreshResult result)
    {
        if (result is not RefreshResult.Transient transient)
        {
            _pauses.TryRemove(accountId, out _);
            return;
        }

        var failures = _pauses.TryGetValue(accountId, out var pause) ? pause.Failures + 1 : 1;
        var doubled = options.Value.FirstBackOff * Math.Pow(2, Math.Min(failures - 1, 20));
        var bounded = doubled < options.Value.LongestBackOff ? doubled : options.Value.LongestBackOff;
        var pauseFor = transient.RetryAfter ?? bounded * (0.5 + (Random.Shared.NextDouble() / 2));
        _pauses[accountId] = new(failures, time.GetUtcNow() + pauseFor);
    }

    private sealed record Pause(int Failures, DateTimeOffset Until);
}
