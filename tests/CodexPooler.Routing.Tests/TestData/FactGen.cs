using CodexPooler.Contracts.Routing.V1;
using FsCheck;
using FsCheck.Fluent;

namespace CodexPooler.Routing.Tests.TestData;

/// <summary>Random facts about few things at few times, so that they collide as often as possible.</summary>
internal static class FactGen
{
    public const long Start = 1_767_225_600_000;

    public static Gen<Fact[]> Batch => Gen.OneOf(
        Quota.Select(q => new Fact { Quota = q }),
        Mark.Select(m => new Fact { Mark = m }),
        Outcome.Select(o => new Fact { Outcome = o }),
        Lease.Select(l => new Fact { Lease = l }),
        Usage.Select(u => new Fact { Usage = u }),
        Pin.Select(p => new Fact { Pin = p }),
        Rare).ArrayOf();

    private static Gen<string> Account => Gen.Elements("a", "b", "c");

    private static Gen<long> Time => Gen.Choose(0, 5).Select(s => Start - (s * 1000L));

    private static Gen<QuotaFact> Quota =>
        from account in Account
        from used in Gen.Choose(0, 4)
        from time in Time
        from window in Gen.Elements(300, 10_080)
        from source in Gen.Elements(QuotaSource.UsageApi, QuotaSource.StreamEvent)
        from generation in Gen.Choose(1, 2)
        select new QuotaFact
        {
            AccountId = account,
            UsedPercent = used * 25,
            ObservedAtMs = time,
            WindowMinutes = window,
            Source = source,
            Generation = generation,
            ResetsAtMs = Start + 60_000,
        };

    private static Gen<MarkFact> Mark =>
        from account in Account
        from scope in Gen.Elements(FaultScope.Account, FaultScope.Model)
        from time in Time
        from seconds in Gen.Choose(0, 3)
        from rule in Gen.Elements("overloaded", "forbidden")
        select new MarkFact
        {
            AccountId = account,
            Scope = scope,
            ObservedAtMs = time,
            UntilMs = Start + (seconds * 10_000),
            Rule = rule,
        };

    private static Gen<OutcomeFact> Outcome =>
        from account in Account
        from time in Time
        from turn in Gen.Choose(1, 12)
        from success in Gen.Elements(true, false, false, false)
        from suspect in Gen.Elements(true, false)
        select new OutcomeFact
        {
            AccountId = account,
            Model = "m",
            RouteClass = RouteClass.Responses,
            ObservedAtMs = time,
            TurnLow = success ? 0 : (ulong)turn,
            Success = success,
            ProviderSuspect = !success && suspect,
        };

    private static Gen<LeaseFact> Lease =>
        from turn in Gen.Choose(1, 4)
        from account in Account
        from origin in Gen.Elements("r1", "r2")
        from opened in Time
        from life in Gen.Choose(1, 3)
        from closed in Gen.Elements(0L, 0L, Start - 500, Start - 100)
        from probe in Gen.Elements(true, false)
        select new LeaseFact
        {
            TurnLow = (ulong)turn,
            Attempt = 1,
            Origin = origin,
            AccountId = account,
            PoolId = "p",
            KeyId = "k",
            Model = "m",
            RouteClass = RouteClass.Responses,
            OpenedAtMs = opened,
            ExpiresAtMs = Start + (life * 10_000),
            ReservedTokens = 10 * turn,
            ClosedAtMs = closed,
            Probe = probe,
        };

    private static Gen<UsageFact> Usage =>
        from key in Gen.Elements("k", "l")
        from bucket in Gen.Elements(UsageBucket.Minute, UsageBucket.Day)
        from origin in Gen.Elements("r1", "r2", "ledger")
        from amount in Gen.Choose(1, 9)
        select new UsageFact
        {
            KeyId = key,
            Model = "m",
            Bucket = bucket,
            BucketIndex = bucket == UsageBucket.Minute ? Start / 60_000 : Start / 86_400_000,
            Origin = origin,
            Requests = amount,
            Tokens = amount * 100,
            CostMicros = amount * 7,
        };

    private static Gen<PinFact> Pin =>
        from kind in Gen.Elements(PinKind.Session, PinKind.PreviousResponse)
        from hash in Gen.Choose(1, 3)
        from account in Account
        from time in Time
        from cached in Gen.Choose(0, 2)
        select new PinFact
        {
            Kind = kind,
            HashLow = (ulong)hash,
            AccountId = account,
            AtMs = time,
            ExpiresAtMs = Start + 86_400_000,
            CachedTokens = cached * 1000,
        };

    private static Gen<Fact> Rare => Gen.OneOf(
        from account in Account
        from time in Time
        select new Fact { Clear = new ClearFact { AccountId = account, AtMs = time } },
        from account in Account
        from time in Time
        from active in Gen.Elements(true, false)
        select new Fact { Drain = new DrainFact { AccountId = account, AtMs = time, Draining = active } },
        from time in Time
        from active in Gen.Elements(true, false)
        from reason in Gen.Elements("x", "y")
        select new Fact
        {
            KillSwitch = new KillSwitchFact { Grade = KillSwitchGrade.ReadOnly, On = active, AtMs = time, Reason = reason },
        },
        from account in Account
        from generation in Gen.Choose(1, 3)
        from usable in Gen.Elements(true, false)
        select new Fact { Credential = new CredentialFact { AccountId = account, Generation = generation, Usable = usable } });
}
