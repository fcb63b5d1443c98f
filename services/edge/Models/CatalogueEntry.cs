using System.Text.Json.Nodes;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Edge.Models;

/// <summary>One model as its clients see it: the upstream's own entry, changed only where we serve it otherwise.</summary>
internal static class CatalogueEntry
{
    public static byte[] Shape(ModelOffer offer, ServingDialect dialect, EffortRule efforts)
    {
        var entry = offer.Entry.ToByteArray();
        if (dialect == ServingDialect.Auto && !efforts.Restricts) return entry;
        if (JsonNode.Parse(entry) is not JsonObject model) return entry;
        if (dialect != ServingDialect.Auto) model["use_responses_lite"] = dialect == ServingDialect.Lite;
        if (efforts.Restricts) Restrict(model, efforts);
        return System.Text.Encoding.UTF8.GetBytes(model.ToJsonString());
    }

    private static void Restrict(JsonObject model, EffortRule efforts)
    {
        if (model["supported_reasoning_levels"] is not JsonArray levels) return;
        var kept = levels.Where(level => efforts.Allows(Effort(level))).Select(level => level!.DeepClone()).ToArray();
        // A model without any level left is served with what the policy enforces; the client still has to be able to name it.
        if (kept.Length == 0) return;
        var highest = Effort(kept[^1]);
        model["supported_reasoning_levels"] = new JsonArray(kept);
        var usual = model["default_reasoning_level"]?.GetValue<string>() ?? "";
        if (!efforts.Allows(usual)) model["default_reasoning_level"] = highest;
    }

    private static string Effort(JsonNode? level) => level?["effort"]?.GetValue<string>() ?? "";
}
