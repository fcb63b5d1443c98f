using System.Collections.Concurrent;
using System.Security.Cryptography;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Edge.Snapshot;

namespace CodexPooler.Edge.Models;

/// <summary>What a key can use: what its Pool's accounts offer, less what its policy forbids. Made once a snapshot.</summary>
internal sealed class ModelCatalogue(DirectoryHolder directory)
{
    private volatile Generation _generation = new(DirectorySnapshot.Empty);

    public CatalogueDocument Of(KeyEntry key, bool older = false)
    {
        var snapshot = directory.Current;
        var generation = _generation;
        if (!ReferenceEquals(generation.Snapshot, snapshot)) _generation = generation = new(snapshot);
        if (!older && generation.Keys.TryGetValue(key, out var known)) return known;
        var policy = key.Key.Policy ?? new KeyPolicy();
        var view = string.Join(
            '\n', key.Key.PoolId, policy.EnforcedModel, policy.EffortCeiling, policy.EnforcedEffort, policy.ModelsRestricted,
            string.Join('\n', policy.AllowedModels));
        var document = generation.Documents.GetOrAdd(view, _ => Make(snapshot, key.Key.PoolId, policy, false));
        if (!older) return generation.Keys[key] = document;
        return generation.Documents.GetOrAdd(
            view + "\nolder", _ => Make(snapshot, key.Key.PoolId, policy, true) with { ETag = document.ETag });
    }

    private static CatalogueDocument Make(DirectorySnapshot snapshot, string poolId, KeyPolicy policy, bool older)
    {
        var dialects = snapshot.Pools.GetValueOrDefault(poolId)?.Dialects;
        var efforts = EffortRule.Of(policy, older);
        var entries = Offers(snapshot, poolId)
            .Where(offer => offer.Entry.Length > 0 && Allows(policy, offer.Slug))
            .GroupBy(offer => offer.Slug, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => CatalogueEntry.Shape(
                MostCommon(group), dialects?.GetValueOrDefault(group.Key, ServingDialect.Auto) ?? ServingDialect.Auto, efforts));
        var json = Join(entries);
        return new(json, $"W/\"cp-models-v1-{Convert.ToHexStringLower(SHA256.HashData(json))}\"");
    }

    // A paused or limited account keeps its models in the list: a picker that changes with every hiccup helps nobody.
    private static IEnumerable<ModelOffer> Offers(DirectorySnapshot snapshot, string poolId) =>
        snapshot.Members[poolId].Order(StringComparer.Ordinal)
            .Where(id => snapshot.Accounts.TryGetValue(id, out var account) && account.Status != AccountStatus.Disabled)
            .SelectMany(id => snapshot.Models.TryGetValue(id, out var models) ? (IEnumerable<ModelOffer>)models.Models : []);

    // Accounts may see a roll-out at different times. What most of them say holds, so that the list does not flap.
    private static ModelOffer MostCommon(IEnumerable<ModelOffer> offers) =>
        offers.GroupBy(offer => offer.Entry).MaxBy(group => group.Count())!.First();

    private static bool Allows(KeyPolicy policy, string slug)
    {
        if (policy.EnforcedModel.Length > 0) return Same(policy.EnforcedModel, slug);
        return !policy.ModelsRestricted || policy.AllowedModels.Any(allowed => Same(allowed, slug));
    }

    private static bool Same(string one, string other) => one.AsSpan().Trim().Equals(other, StringComparison.OrdinalIgnoreCase);

    private static byte[] Join(IEnumerable<byte[]> entries)
    {
        using var json = new MemoryStream();
        json.Write("{\"models\":["u8);
        foreach (var entry in entries)
        {
            if (json.Length > 11) json.WriteByte((byte)',');
            json.Write(entry);
        }

        json.Write("]}"u8);
        return json.ToArray();
    }

    private sealed record Generation(DirectorySnapshot Snapshot)
    {
        public ConcurrentDictionary<string, CatalogueDocument> Documents { get; } = new(StringComparer.Ordinal);

        /// <summary>Asked with every turn; a key's entry is one object as long as the snapshot is.</summary>
        public ConcurrentDictionary<KeyEntry, CatalogueDocument> Keys { get; } = new(ReferenceEqualityComparer.Instance);
    }
}
