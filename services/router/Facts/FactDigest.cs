using CodexPooler.Contracts.Routing.V1;
using Google.Protobuf;

namespace CodexPooler.Routing.Facts;

internal static class FactDigest
{
    public static ulong Of(IMessage fact) => Hash64.Of(fact.ToByteArray());

    public static ulong Of(PinFact pin)
    {
        var digest = Hash64.Mix(pin.HashHigh ^ Hash64.Mix(pin.HashLow + (ulong)pin.Kind));
        digest = Hash64.Mix(digest ^ (ulong)pin.AtMs);
        return Hash64.Mix(digest ^ Hash64.Of(pin.AccountId) ^ (ulong)pin.CachedTokens);
    }
}
