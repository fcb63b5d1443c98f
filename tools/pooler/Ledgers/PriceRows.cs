using System.Text.Json.Nodes;

namespace CodexPooler.Cli.Ledgers;

/// <summary>A price book's rates as rows of a table.</summary>
internal static class PriceRows
{
    private static readonly string[] Contexts = ["short", "long"];

    public static IEnumerable<string[]> Of(JsonNode book) =>
        from model in book["models"]!.AsObject()
        from tier in model.Value!["tiers"]!.AsObject()
        from dated in tier.Value!.AsArray()
        from context in Contexts
        where dated![context] is not null
        select new[]
        {
            model.Key, tier.Key, Text(dated["from"]), context, Text(dated[context]!["input"]),
            Text(dated[context]!["cached_input"]), Text(dated[context]!["output"]),
        };

    private static string Text(JsonNode? value) => value?.ToString() ?? "";
}
