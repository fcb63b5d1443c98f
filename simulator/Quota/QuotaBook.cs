using CodexPooler.Simulator.Accounts;

namespace CodexPooler.Simulator.Quota;

/// <summary>The windows of one account.</summary>
internal sealed class QuotaBook
{
    private readonly Lock _gate = new();
    private readonly List<LateCharge> _late = [];
    private readonly QuotaPlan _plan;
    private readonly List<QuotaWindow> _account;
    private readonly Dictionary<string, List<QuotaWindow>> _meters;

    public QuotaBook(SimulatedAccount account, DateTimeOffset now)
    {
        Account = account;
        _plan = account.Quota ?? QuotaPlan.Of(account.Plan);
        _account = Open(_plan.Windows, now);
        _meters = _plan.Meters.ToDictionary(meter => meter.LimitId, meter => Open(meter.Windows, now));
    }

    public SimulatedAccount Account { get; }

    public void Burn(string? limitId, long tokens, DateTimeOffset now, TimeSpan lateBy = default)
    {
        lock (_gate)
        {
            _late.Add(new LateCharge(now + lateBy, limitId, tokens));
            Settle(now);
        }
    }

    public QuotaState State(DateTimeOffset now)
    {
        lock (_gate)
        {
            Settle(now);
            return new QuotaState(
                Account.Plan,
                new LimitState(null, null, [.. _account.Select(window => window.State(now))]),
                [.. _plan.Meters.Select(meter => new LimitState(
                    meter.LimitId, meter.LimitName, [.. _meters[meter.LimitId].Select(window => window.State(now))]))],
                Account.Credits ?? CreditBalance.None);
        }
    }

    /// <summary>What consuming a saved reset does: the account's windows start afresh.</summary>
    public void Restart()
    {
        lock (_gate)
        {
            _late.Clear();
            _account.ForEach(window => window.Restart());
        }
    }

    private void Settle(DateTimeOffset now)
    {
        for (var i = _late.Count - 1; i >= 0; i--)
        {
            if (_late[i].DueAt > now) continue;
            var charge = _late[i];
            _late.RemoveAt(i);
            // A model with a meter of its own leaves the account's windows alone.
            var windows = charge.LimitId is { } id && _meters.TryGetValue(id, out var metered) ? metered : _account;
            windows.ForEach(window => window.Burn(charge.Tokens, charge.DueAt));
        }
    }

    private static List<QuotaWindow> Open(IReadOnlyList<WindowPlan> plans, DateTimeOffset now) =>
        [.. plans.Select(plan => new QuotaWindow(plan, now))];
}
