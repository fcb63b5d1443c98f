using System.Collections.Concurrent;

namespace CodexPooler.SidecarDouble.Runtime;

internal sealed class ExtendedMetadata
{
    public ConcurrentDictionary<string, string> Values { get; } = new();
}
