using System.Collections.Concurrent;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Control;

namespace CodexPooler.Simulator.Models;

/// <summary>The list of models an account gets, with the ETag that clients compare with x-models-etag of later answers.</summary>
internal sealed class ModelCatalogue : IResettable
{
    private readonly ConcurrentDictionary<string, ModelListing> _listings = new(StringComparer.Ordinal);
    private int _revision;

    public ModelListing Of(SimulatedAccount account)
    {
        var revision = Volatile.Read(ref _revision);
        if (_listings.TryGetValue(account.Id, out var listing) && listing.Revision == revision
            && ReferenceEquals(listing.Account, account))
            return listing;
        return _listings[account.Id] = new ModelListing(account, revision);
    }

    /// <summary>Publishes a new revision of every list, as a backend deployment does: same models, new ETag.</summary>
    public void Republish() => Interlocked.Increment(ref _revision);

    public void Reset() => Interlocked.Exchange(ref _revision, 0);
}
