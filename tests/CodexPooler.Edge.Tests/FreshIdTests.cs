namespace CodexPooler.Edge.Tests;

public sealed class FreshIdTests
{
    [Fact]
    public void At_ManyOfOneMoment_AreDistinctAndOfItsTime()
    {
        var moment = new DateTimeOffset(2026, 11, 21, 9, 30, 0, 123, TimeSpan.Zero);

        var ids = Enumerable.Range(0, 10_000).Select(_ => FreshId.At(moment)).ToList();

        ids.Distinct().Count().ShouldBe(ids.Count);
        ids.ShouldAllBe(id => id.Version == 7 && (id.Variant & 0xC) == 8);
        // RFC 9562: the first 48 bits are the milliseconds; the runtime's own ids of the moment say the same.
        var prefix = Guid.CreateVersion7(moment).ToString("N")[..12];
        ids.ShouldAllBe(id => id.ToString("N").StartsWith(prefix, StringComparison.Ordinal));
    }
}
