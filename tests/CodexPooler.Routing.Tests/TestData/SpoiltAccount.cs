using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using Google.Protobuf.Collections;

namespace CodexPooler.Routing.Tests.TestData;

/// <summary>One account with everything wrong that can be, and a turn that it would not be right for either.</summary>
internal sealed class SpoiltAccount
{
    public const string Id = "only";
    private const string OtherModel = "gpt-5-mini";

    public SpoiltAccount()
    {
        // The other account only makes room, so that places are a matter of the account and not of the Pool.
        Rig = new RouterRig(d => d.Account(Id, models: [Offer(OtherModel), Offer(RouterRig.Model)])
            .Account("room", a => a.MaxConcurrency = 100).MembershipOf("room").Enabled = false);
        // Circuit and cool-down first: turns must have been served for those. A turn of another Pool keeps a place.
        Rig.Core.Hear([new Fact { Lease = Elsewhere(Rig.Now) }]);
        var failing = Enumerable.Range(0, 4).Select(_ => Rig.Leased()).ToList();
        failing.Take(3).ToList().ForEach(lease => Rig.Fail(lease, Told.Status(502)));
        Rig.Fail(failing[3], Told.Status(503, "server_is_overloaded", retryAfter: "5"));
        Rig.Quota(Id, 100);
        Rig.Core.State([Credential(usable: false, generation: 1)]);
        Rig.Core.Drain(new DrainRequest { AccountId = Id, Draining = true });
        Models.RemoveAt(1);
        Rig.Directory.MembershipOf(Id).Enabled = false;
        (Account.Weight, Account.Status, Account.ReservePercent) = (-1, AccountStatus.ReauthRequired, 90);
        Account.OwnerHours.Add(new HourRange { FromMinute = 0, ToMinute = 1440 });
        Keep(forOwner: true);
    }

    public RouterRig Rig { get; }

    public Account Account => Rig.Account(Id);

    public bool FailedBefore { get; set; } = true;

    private RepeatedField<ModelOffer> Models => Rig.Directory.Build().Models[Id].Models;

    public ExclusionReason Reason()
    {
        Adopt();
        var request = Rig.Request(Ask);
        Rig.Select(request);
        var why = Rig.Core.Explain(new ExplainRequest { TurnId = request.TurnId }).Decisions.Single();
        return why.Candidates.Single(c => c.AccountId == Id).Exclusion;
    }

    public void EndDrain()
    {
        Rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        Rig.Core.Drain(new DrainRequest { AccountId = Id, Draining = false });
    }

    public void RenewCredential() => Rig.Core.State([Credential(usable: true, generation: 2)]);

    public void OfferModel() => Models.Add(Offer(RouterRig.Model));

    public void ResetQuota()
    {
        Rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        Rig.Quota(Id, 50);
    }

    /// <summary>A turn that the account would be right for, but for its circuit.</summary>
    public Lease Probe()
    {
        Keep(forOwner: false);
        Adopt();
        var probe = Rig.Leased();
        Keep(forOwner: true);
        return probe;
    }

    public void End(Lease probe) =>
        Rig.Core.Close(new CloseRequest { LeaseId = probe.LeaseId, Outcome = Contracts.Routing.V1.TurnOutcome.Succeeded });

    public void OfferImages() => Models.Single(m => m.Slug == RouterRig.Model).InputKinds.Add("image");

    public void OfferTier() => Models.Single(m => m.Slug == RouterRig.Model).Tiers.Add("fast");

    private void Ask(SelectRequest request)
    {
        request.InputKinds.Add(InputKind.Image);
        request.ServiceTier = "priority";
        if (!FailedBefore)
            return;
        request.Attempt = 2;
        request.EarlierAttempts.Add(
            new EarlierAttempt { Attempt = 1, AccountId = Id, Fault = new FaultSignal { Kind = FaultKind.StreamError } });
    }

    private static ModelOffer Offer(string slug) => new() { Slug = slug, InputKinds = { "text" } };

    private static Fact Credential(bool usable, long generation) =>
        new() { Credential = new CredentialFact { AccountId = Id, Usable = usable, Generation = generation } };

    private static LeaseFact Elsewhere(long now) => new()
    {
        TurnLow = 1,
        Attempt = 1,
        Origin = "r2",
        AccountId = Id,
        PoolId = "elsewhere",
        KeyId = "else",
        OpenedAtMs = now,
        ExpiresAtMs = now + 3_600_000,
    };

    private void Keep(bool forOwner)
    {
        (Account.Owner, Account.MaxConcurrency) = forOwner ? ("ada", 1) : ("", 2);
        Rig.Directory.Pool.OwnerOnly = forOwner;
    }

    private void Adopt() => Rig.Core.Adopt(Rig.Directory.Build());
}
