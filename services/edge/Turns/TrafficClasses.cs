using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Turns;

/// <summary>
/// Which turns are content with capacity nobody else asks for: those of a key made for such work, and those whose client says so
/// in a header, which never goes upstream. A client can only stand back with it, never push in.
/// </summary>
internal static class TrafficClasses
{
    public const string Header = "x-codex-pooler-traffic";
    private const string Opportunistic = "opportunistic";

    public static TrafficClass Of(ApiKey key, IHeaderDictionary headers)
    {
        var asked = key.Policy is { Opportunistic: true }
            || (headers.TryGetValue(Header, out var value)
                && string.Equals(value.ToString(), Opportunistic, StringComparison.OrdinalIgnoreCase));
        return asked ? TrafficClass.Opportunistic : TrafficClass.Interactive;
    }
}
