using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf;

namespace CodexPooler.Edge.Tests.TestData;

internal static class Offers
{
    private const string Rest =
        "\"supported_reasoning_levels\":[{\"effort\":\"low\"},{\"effort\":\"medium\"},{\"effort\":\"high\"}]," +
        "\"default_reasoning_level\":\"high\",\"use_responses_lite\":false";

    public static ModelOffer Model(string slug, string more = "") =>
        new() { Slug = slug, Entry = ByteString.CopyFromUtf8($"{{\"slug\":\"{slug}\",{Rest}{more}}}") };
}
