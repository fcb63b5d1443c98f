using System.Text.Json;
using System.Text.Json.Serialization;

namespace CodexPooler.Accounting.Pricing;

/// <summary>Reads a price book and refuses one that contradicts itself: a wrong price is worse than none.</summary>
internal static class PriceBookReader
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    public static PriceBook Read(string json)
    {
        try
        {
            var book = JsonSerializer.Deserialize<PriceBook>(json, Format) ?? throw new PriceBookFormatException(
                "The price book is empty.");
            Check(book);
            return book;
        }
        catch (JsonException malformed)
        {
            throw new PriceBookFormatException(
                $"The price book is malformed at {malformed.Path}, line {malformed.LineNumber + 1}: "
                + malformed.Message, malformed);
        }
    }

    private static void Check(PriceBook book)
    {
        if (book.Currency != "USD")
            throw new PriceBookFormatException($"The price book is in {book.Currency}; the ledger keeps USD.");
        if (book.Models.Count == 0) throw new PriceBookFormatException("The price book names no model.");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (model, prices) in book.Models)
        {
            foreach (var name in prices.Aliases.Prepend(model))
            {
                if (!names.Add(name)) throw new PriceBookFormatException($"The price book names '{name}' twice.");
            }

            foreach (var (tier, dated) in prices.Tiers) Check($"{model}/{tier}", dated);
        }
    }

    private static void Check(string place, IReadOnlyList<DatedRates> dated)
    {
        if (dated.Count == 0) throw new PriceBookFormatException($"{place} has no rates.");
        for (var i = 0; i < dated.Count; i++)
        {
            if (i > 0 && !(dated[i].From > (dated[i - 1].From ?? DateOnly.MinValue)))
                throw new PriceBookFormatException($"{place}: 'from' must rise from one set of rates to the next.");
            foreach (var rates in new[] { dated[i].Short, dated[i].Long }.OfType<Rates>())
            {
                decimal?[] all =
                    [rates.Input, rates.CachedInput, rates.CacheWrite, rates.Output, rates.Reasoning, rates.PerRequest];
                if (all.Any(rate => rate is < 0 or > 100_000))
                    throw new PriceBookFormatException($"{place}: a rate is not between 0 and 100000 dollars.");
            }
        }
    }
}
