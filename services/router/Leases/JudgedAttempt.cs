using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Leases;

internal readonly record struct JudgedAttempt(string AccountId, FaultVerdict Verdict);
