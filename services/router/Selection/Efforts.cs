using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Routing.Selection;

/// <summary>Reasoning efforts in rising order, and what a model offers of them as bits.</summary>
internal static class Efforts
{
    private const uint All = uint.MaxValue;

    private static readonly string[] Rising = ["none", "minimal", "low", "medium", "high", "xhigh", "max", "ultra"];

    public static int Rank(string effort) => Array.IndexOf(Rising, effort);

    /// <summary>The bit a turn needs; none when it names no effort.</summary>
    public static uint Demanded(string effort) =>
        effort.Length == 0 ? 0 : Rank(effort) is var rank and >= 0 ? 1u << rank : 1u << 31;

    /// <summary>All when the account does not say. An effort nobody has heard of is offered only by those.</summary>
    public static uint Of(ModelOffer? offer)
    {
        if (offer is null || offer.Efforts.Count == 0)
            return All;
        var mask = 0u;
        foreach (var effort in offer.Efforts)
            mask |= Demanded(effort);
        return mask;
    }
}
