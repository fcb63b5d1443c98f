using System.Text;
using CodexPooler.Testing.Topology;

namespace CodexPooler.Topology.Tests.Canary;

/// <summary>Everything that is written, kept or sent, by where it was found.</summary>
internal sealed class CanaryPlaces
{
    private readonly List<(string Place, ReadOnlyMemory<byte> Bytes, bool IsDatabase)> _all = [];

    public void Add(string place, ReadOnlyMemory<byte> bytes, bool isDatabase = false) => _all.Add((place, bytes, isDatabase));

    public void Add(string place, string text, bool isDatabase = false) => Add(place, Encoding.UTF8.GetBytes(text), isDatabase);

    public void AddFiles(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            file.CopyTo(bytes);
            Add(
                Path.GetRelativePath(folder, path), bytes.ToArray(),
                Path.GetFileName(path).Contains(".db", StringComparison.Ordinal));
        }
    }

    public async Task AddMetricsAsync(Member member) =>
        Add($"metrics of {member.Name}", await member.Http.GetStringAsync("/metrics"));

    public IReadOnlyList<string> Leaks(Canaries canaries)
    {
        var search = new LeakSearch(canaries);
        return [.. _all.SelectMany(one => search.In(one.Place, one.Bytes, one.IsDatabase)).Distinct()];
    }

    /// <summary>Whether something that may be seen is seen there: else the search would be blind.</summary>
    public bool Shows(string place, string visible)
    {
        var bytes = Encoding.UTF8.GetBytes(visible);
        return _all.Any(one => one.Place.Contains(place, StringComparison.Ordinal) && one.Bytes.Span.IndexOf(bytes) >= 0);
    }
}
