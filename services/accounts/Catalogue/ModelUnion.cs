using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Catalogue;

/// <summary>Every model any account offers, once, with the accounts that offer it. The newest list describes it.</summary>
internal static class ModelUnion
{
    public static IEnumerable<OfferedModel> Of(IEnumerable<AccountModels> lists) => lists
        .SelectMany(list => list.Models.Select(offer => (list, offer)))
        .GroupBy(pair => pair.offer.Slug, StringComparer.Ordinal)
        .OrderBy(model => model.Key, StringComparer.Ordinal)
        .Select(model => new OfferedModel
        {
            Offer = model.MaxBy(pair => (pair.list.ObservedAt, pair.list.AccountId)).offer,
            AccountIds = { model.Select(pair => pair.list.AccountId).Order(StringComparer.Ordinal) },
        });
}
