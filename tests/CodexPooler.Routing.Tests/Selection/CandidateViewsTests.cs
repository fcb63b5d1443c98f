using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Selection;
using CodexPooler.Routing.State;
using CodexPooler.Routing.Tests.TestData;
using Shouldly;

namespace CodexPooler.Routing.Tests.Selection;

/// <summary>A client may ask for any model name; what the router keeps must not grow with its imagination.</summary>
public sealed class CandidateViewsTests
{
    private readonly DirectoryBuilder _directory =
        new DirectoryBuilder().Accounts(3, null, new ModelOffer { Slug = RouterRig.Model });

    [Fact]
    public void Of_NamesNobodyOffers_IsOneView()
    {
        var views = Views();

        views.Of(_directory.Pool, "made-up-1", RouteClass.Responses).ShouldBeSameAs(
            views.Of(_directory.Pool, "made-up-2", RouteClass.Responses));
        views.Of(_directory.Pool, RouterRig.Model, RouteClass.Responses).Key.Model.ShouldBe(RouterRig.Model);
        // Catalogues list no models of other routes.
        views.Of(_directory.Pool, "made-up-1", RouteClass.Audio).Key.Model.ShouldBe("made-up-1");
    }

    [Fact]
    public void Of_AnAccountWithoutACatalogue_MayServeAnyName()
    {
        _directory.Account("silent");

        Views().Of(_directory.Pool, "made-up-1", RouteClass.Responses).Key.Model.ShouldBe("made-up-1");
    }

    [Fact]
    public void Of_AnyName_LeavesNoCircuitBehind()
    {
        _directory.Account("silent");
        var state = new RouterState(new RoutingOptions(), "r1");

        Views(state).Of(_directory.Pool, "made-up-1", RouteClass.Responses);

        state.Accounts.Values.ShouldAllBe(account => account.Circuits.Count == 0);
    }

    [Fact]
    public void Explain_OfANameNobodyOffers_TellsTheName()
    {
        var rig = new RouterRig(d => d.Accounts(2, null, new ModelOffer { Slug = RouterRig.Model }));
        var request = rig.Request(r => r.Model = "made-up-1");
        rig.Select(request).Refusal.Code.ShouldBe(RefusalCode.ModelUnknown);

        var why = rig.Core.Explain(new ExplainRequest { TurnId = request.TurnId }).Decisions.Single();

        why.Model.ShouldBe("made-up-1");
        why.Candidates.ShouldAllBe(c => c.Exclusion == ExclusionReason.ModelUnsupported);
    }

    private CandidateViews Views(RouterState? state = null)
    {
        var options = new RoutingOptions();
        var views = new CandidateViews(state ?? new RouterState(options, "r1"), options, "r1");
        views.Swap(_directory.Build());
        return views;
    }
}
