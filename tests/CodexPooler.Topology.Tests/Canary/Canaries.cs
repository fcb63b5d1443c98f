using System.Collections.Concurrent;

namespace CodexPooler.Topology.Tests.Canary;

/// <summary>What must not be found anywhere.</summary>
internal sealed class Canaries
{
    private readonly ConcurrentBag<CanaryWord> _all = [];

    public IEnumerable<CanaryWord> All => _all;

    /// <summary>A word that exists nowhere else.</summary>
    public string New(string name, bool isAName = false) => Keep(name, $"{name}-{Guid.CreateVersion7():N}", isAName);

    public string Keep(string name, string text, bool isAName = false)
    {
        _all.Add(new(name, text, isAName));
        return text;
    }
}
