using System.Text.RegularExpressions;

namespace CodexPooler.Accounting.Pricing;

/// <summary>Finds a model's prices by its name, its alias, or what is left of it without date and version suffixes.</summary>
internal sealed partial class ModelNames
{
    private readonly Dictionary<string, (string Model, ModelPrices Prices)> _byName;

    public ModelNames(PriceBook book) => _byName = book.Models
        .SelectMany(model => model.Value.Aliases.Prepend(model.Key).Select(name => (Name: name, Found: (model.Key, model.Value))))
        .ToDictionary(entry => entry.Name, entry => entry.Found, StringComparer.OrdinalIgnoreCase);

    public (string Model, ModelPrices Prices, bool Inferred)? Find(string name)
    {
        var inferred = false;
        while (true)
        {
            if (_byName.TryGetValue(name, out var found)) return (found.Model, found.Prices, inferred);
            var suffix = Suffix().Match(name);
            if (!suffix.Success) return null;
            name = name[..suffix.Index];
            inferred = true;
        }
    }

    [GeneratedRegex(
        @"-(\d{4}-\d{2}-\d{2}|\d{8}|\d{4}|latest|preview|v\d+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Suffix();
}
