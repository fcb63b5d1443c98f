using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Replication;

/// <summary>What a fact is about. Of several facts waiting about one thing only the last need be told.</summary>
internal readonly record struct RegisterKey(
    Fact.KindOneofCase Kind, string Name, string Subject, ulong High, ulong Low, long Number)
{
    public static RegisterKey Of(Fact fact) => fact.KindCase switch
    {
        Fact.KindOneofCase.Quota =>
            new(fact.KindCase, fact.Quota.AccountId, fact.Quota.LimitId, 0, 0, fact.Quota.WindowMinutes),
        Fact.KindOneofCase.Mark =>
            new(fact.KindCase, fact.Mark.AccountId, fact.Mark.Subject, 0, 0, (long)fact.Mark.Scope),
        Fact.KindOneofCase.Outcome => Of(fact.Outcome),
        Fact.KindOneofCase.Clear => new(fact.KindCase, fact.Clear.AccountId, "", 0, 0, 0),
        Fact.KindOneofCase.Lease =>
            new(fact.KindCase, "", "", fact.Lease.TurnHigh, fact.Lease.TurnLow, fact.Lease.Attempt),
        Fact.KindOneofCase.Usage => Of(fact.Usage),
        Fact.KindOneofCase.Pin =>
            new(fact.KindCase, "", "", fact.Pin.HashHigh, fact.Pin.HashLow, (long)fact.Pin.Kind),
        Fact.KindOneofCase.Drain => new(fact.KindCase, fact.Drain.AccountId, "", 0, 0, 0),
        Fact.KindOneofCase.KillSwitch =>
            new(fact.KindCase, "", fact.KillSwitch.Subject, 0, 0, (long)fact.KillSwitch.Grade),
        _ => new(fact.KindCase, fact.Credential?.AccountId ?? "", "", 0, 0, 0),
    };

    // Failures are a set, not a register: each has a key of its own.
    private static RegisterKey Of(OutcomeFact outcome) => new(
        Fact.KindOneofCase.Outcome,
        outcome.AccountId,
        outcome.Model,
        outcome.Success ? 0 : outcome.TurnHigh,
        outcome.Success ? 0 : outcome.TurnLow,
        ((long)outcome.RouteClass << 16) | (outcome.Success ? 0L : (uint)outcome.Attempt));

    private static RegisterKey Of(UsageFact usage) => new(
        Fact.KindOneofCase.Usage, usage.KeyId, usage.Model, (ulong)usage.Bucket, 0, usage.BucketIndex);
}
