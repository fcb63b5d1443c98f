using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Ledger;
using CodexPooler.Simulator.Quota;
using CodexPooler.Simulator.Responses.Requests;
using CodexPooler.Simulator.Routes;

namespace CodexPooler.Simulator.Responses.Turns;

/// <summary>A turn that the backend has agreed to serve.</summary>
internal sealed record Turn(TurnRequest Request, TurnPlan Plan, UpstreamCall Call, QuotaState Quota)
{
    public string Id { get; } = $"resp_{Guid.CreateVersion7():N}";

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What the whole answer costs.</summary>
    public required TokenUsage Usage { get; init; }

    public required string TurnState { get; init; }

    public SimulatedAccount Account => Call.Account;
}
