using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Tests.TestData;

internal static class Told
{
    public static QuotaFact Quota(
        string account, double used, long observedAt, int window = 300, long resetsAt = 0, long generation = 0) => new()
        {
            AccountId = account,
            WindowMinutes = window,
            UsedPercent = used,
            ObservedAtMs = observedAt,
            ResetsAtMs = resetsAt,
            Source = QuotaSource.UsageApi,
            Generation = generation,
        };

    public static ContinuityKey Anchor(PinKind kind, ulong low) => new() { Kind = kind, HashHigh = 1, HashLow = low };

    public static FaultSignal Status(int status, string code = "", long resetsAt = 0, string retryAfter = "") => new()
    {
        Kind = FaultKind.HttpStatus,
        Status = status,
        Code = code,
        ResetsAtMs = resetsAt,
        RetryAfter = retryAfter,
    };

    public static FaultSignal Timeout(TimeoutStage stage) => new() { Kind = FaultKind.Timeout, TimeoutStage = stage };

    public static EarlierAttempt Earlier(Lease lease, FaultSignal fault, int attempt = 1) =>
        new() { Attempt = attempt, AccountId = lease.AccountId, Fault = fault };
}
