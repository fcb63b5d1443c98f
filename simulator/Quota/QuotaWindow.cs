namespace CodexPooler.Simulator.Quota;

/// <summary>
/// Burns by tokens and resets by the clock. A window starts at its first use; while unused its reset slides with the clock.
/// Not thread safe: its book guards it.
/// </summary>
internal sealed class QuotaWindow
{
    private readonly WindowPlan _plan;
    private long _used;
    private DateTimeOffset? _startedAt;

    public QuotaWindow(WindowPlan plan, DateTimeOffset now)
    {
        _plan = plan;
        _used = plan.UsedTokens;
        if (_used > 0) _startedAt = now;
    }

    private TimeSpan Length => TimeSpan.FromMinutes(_plan.Minutes);

    public void Burn(long tokens, DateTimeOffset now)
    {
        RollOver(now);
        _startedAt ??= now;
        _used += tokens;
    }

    public void Restart()
    {
        _used = 0;
        _startedAt = null;
    }

    public WindowState State(DateTimeOffset now)
    {
        RollOver(now);
        var resetAt = (_startedAt ?? now) + Length;
        var percent = Math.Min(100, Math.Round(100.0 * _used / Math.Max(1, _plan.Tokens), 2));
        var left = (int)Math.Ceiling((resetAt - now).TotalSeconds);
        return new WindowState(_plan.Slot, _plan.Minutes, percent, resetAt, left, _used >= _plan.Tokens);
    }

    private void RollOver(DateTimeOffset now)
    {
        if (_startedAt is { } startedAt && now >= startedAt + Length) Restart();
    }
}
