using System.Diagnostics.Metrics;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Circuits;
using CodexPooler.Routing.Leases;
using CodexPooler.Routing.Replication;
using CodexPooler.Routing.State;
using CodexPooler.Testing.Time;
using Shouldly;

namespace CodexPooler.Routing.Tests.Replication;

/// <summary>What waits while the broker is away.</summary>
public sealed class FactOutboxTests
{
    private const int Failures = 100_000;
    private const int Accounts = 4;
    private static readonly string[] Models = ["one", "two"];
    private readonly ManualTimeProvider _time = new();
    private readonly FactOutbox _outbox;

    public FactOutboxTests() => _outbox = new(new LeaseOptions(), _time);

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    [Fact]
    public void Add_FailuresForHours_KeepsNoMoreThanSomebodyWouldTake()
    {
        foreach (var fact in Outcomes())
        {
            _outbox.Add(fact);
            _outbox.Waiting.ShouldBeLessThanOrEqualTo(20_000);
        }
    }

    [Fact]
    public void Seal_AfterFailuresWereDropped_TellsAPeerAsMuchAsAllOfThem()
    {
        var (all, told) = (new RouterState(new(), "all"), new RouterState(new(), "told"));
        foreach (var fact in Outcomes())
        {
            var dropped = _outbox.Dropped.Total;
            all.Apply(fact, Now);
            _outbox.Add(fact);
            // Until nothing waits that was not looked through; the last suspect was long ago.
            if (fact.Outcome.TurnLow > Failures / 4 * 3 && _outbox.Dropped.Total > dropped)
                break;
        }

        var waited = _outbox.Seal()!;
        foreach (var fact in waited) told.Apply(fact, Now);

        waited.Count.ShouldBe(2 * Circuit.Kept * Accounts * Models.Length);
        StateFacts.Digest(told, Now).ShouldBe(StateFacts.Digest(all, Now));
        foreach (var (id, account) in all.Accounts) told.Account(id).SuspectAt.ShouldBe(account.SuspectAt);
    }

    [Fact]
    public void Add_FailuresDropped_AreCountedByKind()
    {
        foreach (var fact in Outcomes()) _outbox.Add(fact);

        var counts = _outbox.Dropped.Read().ToDictionary(count => Label(count), count => count.Value);

        counts.Keys.ShouldBe(["lease", "usage", "pin", "outcome"]);
        counts["outcome"].ShouldBe(Outcomes().Count() - _outbox.Waiting);
        _outbox.Dropped.Total.ShouldBe(counts["outcome"]);
    }

    [Fact]
    public void Return_OfWhatCouldNotBeSent_IsBoundedAsWell()
    {
        foreach (var part in Outcomes().Chunk(5000))
        {
            foreach (var fact in part) _outbox.Add(fact);
            _outbox.Return(_outbox.Seal()!);
        }

        _outbox.Waiting.ShouldBeLessThanOrEqualTo(20_000);
    }

    private static string Label(Measurement<long> count) => (string)count.Tags[0].Value!;

    // Out of order now and then, suspects among them, the last of these long before the last failure.
    private IEnumerable<Fact> Outcomes()
    {
        for (var turn = 0; turn < Failures; turn++)
        {
            yield return new Fact
            {
                Outcome = new OutcomeFact
                {
                    AccountId = $"account-{turn % Accounts}",
                    Model = Models[turn / Accounts % Models.Length],
                    RouteClass = RouteClass.Responses,
                    TurnHigh = 1,
                    TurnLow = (ulong)turn,
                    Attempt = 1,
                    ObservedAtMs = Now + (turn % 10 == 0 ? turn - 50 : turn),
                    ProviderSuspect = turn < Failures / 2 && turn % 7 == 0,
                },
            };
        }
    }
}
