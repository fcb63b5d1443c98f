using System.Diagnostics.Metrics;
using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Replication;

/// <summary>How many facts were not told any more, because nobody would have taken them.</summary>
internal sealed class DroppedFacts
{
    private static readonly (Fact.KindOneofCase Kind, KeyValuePair<string, object?> Label)[] Kinds =
    [
        (Fact.KindOneofCase.Lease, new("kind", "lease")),
        (Fact.KindOneofCase.Usage, new("kind", "usage")),
        (Fact.KindOneofCase.Pin, new("kind", "pin")),
        (Fact.KindOneofCase.Outcome, new("kind", "outcome")),
    ];

    private readonly long[] _counts = new long[Kinds.Length];

    public long Total => Enumerable.Range(0, Kinds.Length).Sum(at => Interlocked.Read(ref _counts[at]));

    public void Count(Fact.KindOneofCase kind) =>
        Interlocked.Increment(ref _counts[Array.FindIndex(Kinds, known => known.Kind == kind)]);

    public Measurement<long>[] Read() =>
        [.. Kinds.Select((kind, at) => new Measurement<long>(Interlocked.Read(ref _counts[at]), kind.Label))];
}
