using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Control;
using CodexPooler.Simulator.Quota;
using CodexPooler.Simulator.Time;

namespace CodexPooler.Simulator.SavedResets;

/// <summary>The saved resets of every account, granted when the account is first looked at.</summary>
internal sealed class SavedResetBook(QuotaBooks quotas, SimulatorClock clock) : IResettable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<SavedReset>> _resets = new(StringComparer.Ordinal);

    public IReadOnlyList<SavedReset> All(SimulatedAccount account)
    {
        lock (_gate) return [.. Of(account)];
    }

    public IReadOnlyList<SavedReset> Available(SimulatedAccount account)
    {
        var now = clock.GetUtcNow();
        return [.. All(account).Where(reset => reset.Status(now) == "available")];
    }

    public void Grant(SimulatedAccount account, TimeSpan lifetime)
    {
        lock (_gate) Of(account).Add(New(lifetime));
    }

    /// <summary>
    /// Spends one reset. The same redeem request id a second time changes nothing and says so; with a credit id only that
    /// one is spent, without it the provider picks the first to expire.
    /// </summary>
    public (string Code, SavedReset? Reset) Consume(SimulatedAccount account, string redeemRequestId, string? creditId)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var resets = Of(account);
            if (resets.Find(reset => reset.RedeemRequestId == redeemRequestId) is { } done) return ("already_redeemed", done);
            var chosen = resets.Where(reset => reset.Status(now) == "available" && (creditId is null || reset.Id == creditId))
                .MinBy(reset => reset.ExpiresAt);
            if (chosen is null) return ("no_credit", null);
            if (quotas.State(account).Account.Windows.All(window => window.UsedPercent == 0)) return ("nothing_to_reset", null);
            var spent = chosen with { RedeemedAt = now, RedeemRequestId = redeemRequestId };
            resets[resets.IndexOf(chosen)] = spent;
            quotas.Of(account).Restart();
            return ("reset", spent);
        }
    }

    public void Reset()
    {
        lock (_gate) _resets.Clear();
    }

    private List<SavedReset> Of(SimulatedAccount account)
    {
        if (!_resets.TryGetValue(account.Id, out var resets))
            _resets[account.Id] = resets = [.. Enumerable.Range(0, account.SavedResets).Select(_ => New(Lifetime))];
        return resets;
    }

    private SavedReset New(TimeSpan lifetime)
    {
        var now = clock.GetUtcNow();
        return new SavedReset($"rlrc_{Guid.CreateVersion7():N}", now, now + lifetime);
    }
}
