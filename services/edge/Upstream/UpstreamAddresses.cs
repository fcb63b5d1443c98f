using System.Collections.Concurrent;

namespace CodexPooler.Edge.Upstream;

/// <summary>Addresses of the upstream by origin and path. They are few, and taking one apart costs more than a lookup.</summary>
internal static class UpstreamAddresses
{
    // Origins are the operators' own; so many never are.
    private const int Most = 4096;
    private static readonly ConcurrentDictionary<(string Origin, string Path), UpstreamAddress> Known = new();

    public static UpstreamAddress Of(string origin, string path)
    {
        if (Known.TryGetValue((origin, path), out var address)) return address;
        if (Known.Count >= Most) Known.Clear();
        return Known[(origin, path)] = new UpstreamAddress(new Uri(new Uri(origin), path));
    }
}
