using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Gates;

internal struct QuotaFold(long now, long freshMs)
{
    private long _recheckAt = long.MaxValue;
    private long _resetsAt;
    private long _blockedUntil;
    private long _newest;
    private float _headroom = 100;
    private bool _any;
    private bool _usable;
    private bool _primary;
    private bool _blocked;
    private bool _weeklyBlocked;
    private bool _credits;
    private bool _stale;

    public readonly long FreshMs => freshMs;

    public void Add(QuotaFact window)
    {
        _any = true;
        _newest = Math.Max(_newest, window.ObservedAtMs);
        var freshUntil = window.ObservedAtMs + freshMs;
        var fresh = now < freshUntil;
        _credits |= window.HasCredits && fresh;

        // Past its reset a reading says nothing any more, however high it was.
        if (window.ResetsAtMs != 0 && window.ResetsAtMs <= now)
        {
            _stale = true;
            return;
        }

        if (window.ResetsAtMs != 0)
            _recheckAt = Math.Min(_recheckAt, window.ResetsAtMs);
        if (fresh)
            _recheckAt = Math.Min(_recheckAt, freshUntil);

        // An exhausted window holds until its own reset, fresh or not; only newer evidence lifts it earlier.
        if (window.UsedPercent >= 100 && (window.ResetsAtMs != 0 || fresh))
            Block(window);
        else if (fresh && window.ResetsAtMs != 0)
            Use(window);
        else
            _stale = true;
    }

    public readonly QuotaReading Result()
    {
        var state = this switch
        {
            { _any: false } => QuotaState.Unknown,
            { _blocked: true, _weeklyBlocked: true, _credits: true } => QuotaState.CreditBacked,
            { _blocked: true } => QuotaState.Blocked,
            { _usable: true, _primary: true } => QuotaState.Precise,
            { _usable: true } => QuotaState.WeeklyOnly,
            { _stale: true } => QuotaState.Stale,
            _ => QuotaState.Unknown,
        };
        var headroom = state switch
        {
            QuotaState.Blocked or QuotaState.CreditBacked => 0,
            QuotaState.Stale or QuotaState.Unknown => Math.Min(_headroom, 50),
            _ => _headroom,
        };
        return new QuotaReading(state, headroom, _blocked ? _blockedUntil : _resetsAt, _recheckAt, _newest);
    }

    private void Block(QuotaFact window)
    {
        _blocked = true;
        _weeklyBlocked |= window.WindowMinutes >= QuotaGate.Week;
        // Several exhausted windows: the account is free when the last of them resets.
        _blockedUntil = Math.Max(_blockedUntil, window.ResetsAtMs);
    }

    private void Use(QuotaFact window)
    {
        _usable = true;
        _primary |= window.LimitId.Length == 0 && window.WindowMinutes is QuotaGate.FiveHours or QuotaGate.Month;
        _headroom = Math.Min(_headroom, (float)(100 - window.UsedPercent));
        _resetsAt = _resetsAt == 0 ? window.ResetsAtMs : Math.Min(_resetsAt, window.ResetsAtMs);
    }
}
