using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Selection;

internal static class Capabilities
{
    public static uint Of(ModelOffer? offer)
    {
        if (offer is null || offer.InputKinds.Count == 0)
            return uint.MaxValue;

        var mask = Bit(InputKind.Text) | Bit(InputKind.Tools) | Bit(InputKind.Reasoning);
        foreach (var kind in offer.InputKinds)
        {
            mask |= kind switch
            {
                "image" => Bit(InputKind.Image),
                "file" => Bit(InputKind.File),
                "audio" => Bit(InputKind.Audio),
                _ => 0u,
            };
        }

        return mask;
    }

    public static uint Of(IReadOnlyList<InputKind> kinds)
    {
        var mask = 0u;
        for (var i = 0; i < kinds.Count; i++)
            mask |= Bit(kinds[i]);
        return mask;
    }

    private static uint Bit(InputKind kind) => 1u << (int)kind;
}
