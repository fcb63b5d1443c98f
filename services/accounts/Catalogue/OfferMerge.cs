using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Catalogue;

/// <summary>
/// A list and the one after it. A model that one answer left out stays for that once: backends roll out unevenly.
/// </summary>
internal static class OfferMerge
{
    public static (IReadOnlyList<ModelOffer> Offers, IReadOnlySet<string> Missed) Next(
        IReadOnlyCollection<ModelOffer> known, IReadOnlyCollection<ModelOffer> told, IReadOnlySet<string> missedBefore)
    {
        var slugs = told.Select(offer => offer.Slug).ToHashSet(StringComparer.Ordinal);
        var kept = known.Where(offer => !slugs.Contains(offer.Slug) && !missedBefore.Contains(offer.Slug)).ToList();
        return ([.. told.Concat(kept).OrderBy(offer => offer.Slug, StringComparer.Ordinal)],
            kept.Select(offer => offer.Slug).ToHashSet(StringComparer.Ordinal));
    }
}
