using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Tests.TestData;

internal sealed class NaiveLease(LeaseFact fact)
{
    public LeaseFact Fact { get; set; } = fact;

    public bool Counted { get; set; }

    public bool Reserves { get; set; }

    public long EndedAt { get; set; }

    public bool IsAliveAt(long now) => Fact.ClosedAtMs == 0 && Fact.ExpiresAtMs > now;
}
