using System.Text.Json;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Routing.Facts;

namespace CodexPooler.Routing.Selection;

/// <summary>
/// Accounts whose catalogues describe a model alike form one cohort. A native client was shown one description, so its turns stay
/// inside one cohort; differences that only decorate must not split capacity.
/// </summary>
internal static class CatalogCohort
{
    private static readonly HashSet<string> Cosmetic =
    [
        "default_reasoning_level", "default_service_tier", "description", "shell_type", "visibility", "display_name", "priority",
    ];

    public static ulong Of(ModelOffer? offer)
    {
        if (offer is null)
            return 0;
        return offer.Entry.IsEmpty ? OfFields(offer) : OfEntry(offer.Entry.Memory);
    }

    private static ulong OfEntry(ReadOnlyMemory<byte> json)
    {
        using var entry = JsonDocument.Parse(json);
        var digest = 1UL;
        foreach (var property in entry.RootElement.EnumerateObject())
        {
            if (!Cosmetic.Contains(property.Name))
                digest ^= Hash64.Mix(Hash64.Of(property.Name) ^ Hash64.Of(property.Value.GetRawText()));
        }

        return digest;
    }

    private static ulong OfFields(ModelOffer offer)
    {
        var digest = Hash64.Mix((ulong)offer.ContextWindow + (offer.Lite ? 1UL : 2UL));
        foreach (var effort in offer.Efforts)
            digest ^= Hash64.Of("effort:" + effort);
        foreach (var kind in offer.InputKinds)
            digest ^= Hash64.Of("input:" + kind);
        return digest;
    }
}
