using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Limits;

internal sealed record LimitRefusal(LimitBreach Breach, long ResetsAt);
