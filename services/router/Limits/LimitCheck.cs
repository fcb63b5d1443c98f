using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Limits;

internal readonly struct LimitCheck(KeyMeter meter, LimitShares shares, string model)
{
    private readonly UsageTotals _unshared = meter.Unshared.Beyond(shares.HeardByAll);

    public KeyMeter Meter => meter;

    public LimitRefusal? Requests(LimitMetric metric, long limit, UsageTotals used, LimitDemand demand, long resets) =>
        demand.Requests == 0 ? null : Check(metric, limit, used.Requests, _unshared.Requests, demand.Requests, resets);

    public LimitRefusal? Tokens(LimitMetric metric, long limit, UsageTotals used, LimitDemand demand, long resets) =>
        Check(metric, limit, used.Tokens, _unshared.Tokens, demand.Tokens, resets);

    public LimitRefusal? Cost(LimitMetric metric, long limit, UsageTotals used, LimitDemand demand, long resets) =>
        Check(metric, limit, used.CostMicros, _unshared.CostMicros, demand.CostMicros, resets);

    public LimitRefusal? Concurrency(long limit) =>
        Check(LimitMetric.Concurrency, limit, meter.OpenLeases, _unshared.Requests, 1, 0);

    public LimitRefusal Refuse(LimitMetric metric, long limit, long used, long attempted, long resets) => new(
        new LimitBreach { Metric = metric, Model = model, Maximum = limit, Used = used, Attempted = attempted }, resets);

    private LimitRefusal? Check(LimitMetric metric, long limit, long used, long unshared, long attempted, long resets)
    {
        if (limit == 0)
            return null;

        // A key that used up its tokens has nothing left even for a turn whose size nobody could estimate.
        var fits = attempted == 0 ? used < limit : used + attempted <= limit;
        if (fits && shares.Replicas > 1 && unshared > 0)
            fits = unshared + attempted <= (limit - (used - Math.Min(used, unshared))) / shares.Replicas;
        return fits ? null : Refuse(metric, limit, used, attempted, resets);
    }
}
