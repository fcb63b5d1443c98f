using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Control;

namespace CodexPooler.Simulator.Models;

/// <summary>The list of models an account gets, with the ETag that clients compare with x-models-etag of later answers.</summary>
internal sealed class ModelCatalogue : IResettable
{
    private readonly ConcurrentDictionary<string, ModelListing> _byOffer = new(StringComparer.Ordinal);
    private int _revision;

    public ModelListing Of(SimulatedAccount account)
    {
        var offered = ModelShelf.All.Where(model => account.Offers(model.Slug)).ToList();
        var offer = $"{Volatile.Read(ref _revision)} {string.Join(' ', offered.Select(model => model.Slug))}";
        return _byOffer.GetOrAdd(offer, static (_, models) => List(models.offered, models.revision), (offered, revision: _revision));
    }

    /// <summary>Publishes a new revision of every list, as a backend deployment does: same models, new ETag.</summary>
    public void Republish() => Interlocked.Increment(ref _revision);

    public void Reset() => Interlocked.Exchange(ref _revision, 0);

    private static ModelListing List(IReadOnlyList<ModelTraits> models, int revision)
    {
        var list = new JsonObject { ["models"] = new JsonArray([.. models.Select(ModelEntry.Describe)]) };
        var body = Encoding.UTF8.GetBytes(list.ToJsonString());
        var hash = SHA256.HashData([.. body, .. BitConverter.GetBytes(revision)]);
        return new ModelListing(body, $"W/\"{Convert.ToHexStringLower(hash)[..32]}\"");
    }
}
