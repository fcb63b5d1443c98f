using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Routing.Circuits;
using CodexPooler.Routing.Facts;
using CodexPooler.Routing.State;

namespace CodexPooler.Routing.Selection;

/// <summary>
/// One account as a server of one Pool, model and route: what the directory says, and the last evaluation of what the replicas
/// know. The evaluation stands until the account changes or the time comes at which it could change by itself.
/// </summary>
internal sealed class Candidate(
    ViewKey view, Account account, Membership membership, AccountModels? models, ModelOffer? offer, AccountState state)
{
    private CandidateReading _reading = CandidateReading.Unread;

    public Account Account => account;

    public Membership Membership => membership;

    public ModelOffer? Offer => offer;

    public AccountState State => state;

    public bool HasCatalogue { get; } = models is not null;

    public ulong Salt { get; } = Hash64.Of(account.Id);

    public ulong Cohort { get; } = CatalogCohort.Of(offer);

    public uint Capabilities { get; } = Selection.Capabilities.Of(offer);

    public uint Efforts { get; } = Selection.Efforts.Of(offer);

    public int Weight { get; } = account.Weight == 0 ? 1 : account.Weight;

    public int Priority { get; } = account.Priority;

    public required int MaxConcurrency { get; init; }

    public required double Capacity { get; init; }

    /// <summary>Looked up, not kept: a view asks for many circuits that no turn ever made.</summary>
    public Circuit Circuit => state.FindCircuit(view.Model, view.Route) ?? Circuit.Untouched;

    public ref readonly CandidateReading Reading => ref _reading;

    public void Read(in CandidateReading reading) => _reading = reading;

    public bool OwnedBy(string owner) => account.Owner.Length > 0 && account.Owner == owner;
}
