using System.Globalization;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Selection;

namespace CodexPooler.Routing.Limits;

internal static class LimitRefusals
{
    public static Refusal Build(LimitRefusal limit, long now)
    {
        var breach = limit.Breach;
        var code = breach.Metric is LimitMetric.InputTokensPerRequest or LimitMetric.OutputTokensPerRequest
            ? RefusalCode.RequestTooLarge
            : breach.Metric == LimitMetric.Concurrency ? RefusalCode.LocalOverload : RefusalCode.KeyLimitExceeded;
        var subject = breach.Model.Length == 0 ? "" : $" for {breach.Model}";
        var detail = string.Create(
            CultureInfo.InvariantCulture,
            $"({breach.Metric}{subject}: {breach.Used} used, {breach.Attempted} asked for, {breach.Maximum} allowed.)");
        var refusal = RefusalCatalog.Build(code, limit.ResetsAt, Wait(code, limit.ResetsAt, now), detail);
        refusal.Limit = breach;
        return refusal;
    }

    private static long Wait(RefusalCode code, long resetsAt, long now) =>
        code == RefusalCode.LocalOverload ? 1000 : resetsAt > now ? resetsAt - now : 0;
}
