using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Facts;
using CodexPooler.Routing.Leases;
using CodexPooler.Routing.Limits;

namespace CodexPooler.Routing.Selection;

/// <summary>A request to select, with what the router looked up for it.</summary>
internal sealed class TurnRequest(SelectRequest message, LeaseId id, Pool pool, ApiKey key)
{
    private List<string>? _failedAccounts;

    public SelectRequest Message => message;

    public LeaseId Id => id;

    public Pool Pool => pool;

    public ApiKey Key => key;

    public string Owner => key.Owner;

    /// <summary>Accounts this turn must not be sent to again, by the verdicts over its earlier attempts.</summary>
    public IReadOnlyList<string> FailedAccounts => (IReadOnlyList<string>?)_failedAccounts ?? [];

    /// <summary>The account the last fault asked to be tried again; empty when it asked for none.</summary>
    public string StayOn { get; private set; } = "";

    public uint Capabilities { get; } = Selection.Capabilities.Of(message.InputKinds);

    public uint Effort { get; } = Efforts.Demanded(message.Effort);

    public string Tier { get; } = Tiers.Demanded(message.ServiceTier);

    /// <summary>Ranks accounts for this turn: the same for all its attempts.</summary>
    public ulong Seed { get; } = Hash64.Mix(id.Turn.High ^ Hash64.Mix(id.Turn.Low));

    public LimitDemand Demand { get; } = new(
        message.Attempt <= 1 ? 1 : 0, message.EstimatedInputTokens, message.MaxOutputTokens, message.EstimatedCostMicros);

    public void Note(string accountId, FaultVerdict verdict)
    {
        if (verdict.Retry is RetryAdvice.Elsewhere or RetryAdvice.Never)
            (_failedAccounts ??= []).Add(accountId);
        StayOn = verdict.Retry is RetryAdvice.SameAccount or RetryAdvice.RefreshThenSame ? accountId : "";
    }
}
