using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Leases;
using CodexPooler.Routing.Replication;
using CodexPooler.Routing.State;
using CodexPooler.Routing.Tests.TestData;
using CodexPooler.Testing.Time;
using Google.Protobuf;
using Shouldly;

namespace CodexPooler.Routing.Tests.Replication;

/// <summary>
/// Routers of two versions while an installation is updated one by one: one tells whole leases, closed ones too, and knows
/// neither a lease's generation nor questions among routers; one tells closed leases as four numbers (ADR 0007).
/// </summary>
public sealed class MixedVersionTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly EarlierRouter _earlier;
    private readonly ReplicaRig _rig;

    public MixedVersionTests()
    {
        _earlier = new("earlier", _time);
        _rig = new("r1", _time, new DirectoryBuilder().Accounts(1));
        _rig.Replicator.Connect(true);
        Tell().Single().SnapshotWanted.ShouldBeTrue();
    }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    [Fact]
    public void Snapshot_OfAnEarlierRouter_TellsWhatIsOpenAndWhatMayNotOpenAgain()
    {
        var (open, closed) = (Lease(1), Lease(2) with { ClosedAtMs = Now });
        _earlier.Say(open);
        _earlier.Say(closed);

        Hear(_earlier.Snapshot());

        _rig.Replicator.Joined.IsCompleted.ShouldBeTrue();
        _rig.Core.Live(RouterRig.Pool).Accounts.Single().InFlight.ShouldBe(1);
        Select(closed).Refusal.Code.ShouldBe(RefusalCode.TurnClosed);
        // Its usage it may hold or not: the ledger is asked.
        _rig.Replicator.PeersKnowUsage.ShouldBeFalse();
        Hear(_earlier.Say(Lease(3)));
        _rig.Core.OpenLeases.ShouldBe(2);
        Tell().Single().SnapshotWanted.ShouldBeFalse();
    }

    [Fact]
    public void Batch_OfAnEarlierRouterThatNeverCame_IsMissedAndAskedFor()
    {
        Hear(_earlier.Say(Lease(1)));
        _earlier.Say(Lease(2));

        Hear(_earlier.Say(Lease(3)));

        Tell().Single().SnapshotWanted.ShouldBeTrue();
        Hear(_earlier.Snapshot());
        _rig.Core.OpenLeases.ShouldBe(3);
        Tell().Single().SnapshotWanted.ShouldBeFalse();
    }

    [Fact]
    public void Batches_OfAnEarlierRouter_OpenAndCloseLeasesHere()
    {
        var lease = Lease(1);
        Hear(_earlier.Say(lease));
        _rig.Core.OpenLeases.ShouldBe(1);

        Hear(_earlier.Say(lease with { ClosedAtMs = Now + 5 }));

        _rig.Core.OpenLeases.ShouldBe(0);
        Select(lease).Refusal.Code.ShouldBe(RefusalCode.TurnClosed);
    }

    [Fact]
    public void Close_OfALeaseWithoutAGeneration_IsJudged()
    {
        var lease = Lease(1);
        Hear(_earlier.Say(lease));

        var reply = _rig.Core.Close(new CloseRequest
        {
            LeaseId = Id(lease).ToString(),
            Outcome = TurnOutcome.Failed,
            Fault = Told.Status(502),
        });

        reply.Status.ShouldBe(LeaseStatus.Alive);
        reply.Verdict.ShouldNotBeNull();
        foreach (var batch in Tell()) _earlier.Hear(batch.ToByteArray());
        _earlier.Open.ShouldBeEmpty();
    }

    [Fact]
    public void Batches_ToAnEarlierRouter_OpenAndCloseLeasesThere()
    {
        var lease = _rig.Select().Lease;
        var opening = Tell();
        foreach (var batch in opening) _earlier.Hear(batch.ToByteArray());
        var held = _earlier.Open.Single();
        (held.Origin, held.AccountId, held.PoolId, held.KeyId, held.Model, held.ExpiresAtMs).ShouldBe(
            ("r1", lease.AccountId, RouterRig.Pool, RouterRig.Key, RouterRig.Model, lease.ExpiresAtMs));

        _rig.Core.Close(new CloseRequest { LeaseId = lease.LeaseId, Outcome = TurnOutcome.Succeeded });
        var closing = Tell().Select(batch => _earlier.Hear(batch.ToByteArray())).ToList();

        _earlier.Open.ShouldBeEmpty();
        closing[0].Sequence.ShouldBe(opening[^1].Sequence + 1);
        closing.ShouldAllBe(batch => batch.Origin == "r1" && !batch.IsSnapshot);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Snapshot_ToAnEarlierRouter_KeepsClosedLeasesClosedWhateverItHeardFirst(bool openingFirst)
    {
        var ended = _rig.Select().Lease;
        var opening = Tell();
        _rig.Core.Close(new CloseRequest { LeaseId = ended.LeaseId, Outcome = TurnOutcome.Succeeded });
        var open = _rig.Select().Lease;
        var snapshot = _rig.Replicator.Snapshot();

        foreach (var batch in openingFirst ? opening.Concat(snapshot) : snapshot.Concat(opening))
            _earlier.Hear(batch.ToByteArray());

        var (held, closed) = (_earlier.Open.Single(), _earlier.Closed.Single());
        (held.AccountId, held.ExpiresAtMs).ShouldBe((open.AccountId, open.ExpiresAtMs));
        // A lease is forgotten by its expiry: without one it would not be taken, and the opening would open it.
        (closed.ExpiresAtMs, closed.ClosedAtMs).ShouldBe((ended.ExpiresAtMs, Now));
        EarlierWire.Read(snapshot[^1].ToByteArray()).ShouldSatisfyAllConditions(
            last => last.IsSnapshot.ShouldBeTrue(),
            last => last.Sequence.ShouldBe(_rig.Outbox.Sequence));
    }

    [Fact]
    public async Task Question_ToAnEarlierRouter_IsPassedOverAndNamesItAsSilent()
    {
        Hear(_earlier.Say(Lease(1)));
        var asking = _rig.Replicator.AskAsync(Guid.CreateVersion7().ToString(), CancellationToken.None);

        var heard = Tell().Select(batch => _earlier.Hear(batch.ToByteArray())).ToList();
        _time.Advance(_rig.Options.Replication.SpreadPatience);

        heard.SelectMany(batch => batch.Unknown).ShouldBe([FactBatch.ExplainFieldNumber]);
        (await asking).Silent.ShouldHaveSingleItem().ShouldStartWith("earlier");
    }

    private EarlierLease Lease(ulong turn) => new()
    {
        TurnHigh = 0x0190_0000_0000_7000,
        TurnLow = turn,
        Attempt = 1,
        Origin = "earlier",
        AccountId = _rig.Core.Live(RouterRig.Pool).Accounts.Single().AccountId,
        PoolId = RouterRig.Pool,
        KeyId = RouterRig.Key,
        Model = RouterRig.Model,
        RouteClass = RouteClass.Responses,
        OpenedAtMs = Now,
        ExpiresAtMs = Now + 60_000,
    };

    private static LeaseId Id(EarlierLease lease) => new(new TurnId(lease.TurnHigh, lease.TurnLow), lease.Attempt);

    private void Hear(byte[] bytes) => _rig.Replicator.Hear(FactBatch.Parser.ParseFrom(bytes));

    private List<FactBatch> Tell() => _rig.Replicator.Next() is { } batch ? [batch] : [];

    private SelectReply Select(EarlierLease lease) => _rig.Core.Select(
        new SelectRequest
        {
            TurnId = Id(lease).Turn.ToString(),
            Attempt = lease.Attempt,
            PoolId = lease.PoolId,
            KeyId = lease.KeyId,
            Model = lease.Model,
            RouteClass = lease.RouteClass,
        },
        Id(lease));
}
