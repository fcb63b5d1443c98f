namespace CodexPooler.Routing.Limits;

internal readonly record struct UsageTotals(long Requests, long Tokens, long CostMicros)
{
    public static UsageTotals operator +(UsageTotals left, UsageTotals right) =>
        new(left.Requests + right.Requests, left.Tokens + right.Tokens, left.CostMicros + right.CostMicros);

    public static UsageTotals operator -(UsageTotals left, UsageTotals right) =>
        new(left.Requests - right.Requests, left.Tokens - right.Tokens, left.CostMicros - right.CostMicros);

    public static UsageTotals Largest(UsageTotals left, UsageTotals right) => new(
        Math.Max(left.Requests, right.Requests),
        Math.Max(left.Tokens, right.Tokens),
        Math.Max(left.CostMicros, right.CostMicros));
}
