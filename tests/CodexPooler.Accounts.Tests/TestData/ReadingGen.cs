using CodexPooler.Accounts.Quota.Evidence;
using CodexPooler.Contracts.Directory.V1;
using FsCheck;
using FsCheck.Fluent;

namespace CodexPooler.Accounts.Tests.TestData;

/// <summary>Readings of few windows, cycles and generations, close enough in time to meet every rule.</summary>
internal static class ReadingGen
{
    public const long Start = 1_767_225_600_000;
    private const long Minute = 60_000;

    private static readonly Gen<double> Used = Gen.OneOf(
        Gen.Elements(0d, 100d), Gen.Choose(0, 100).Select(percent => (double)percent));

    public static Gen<QuotaReading> One { get; } =
        from minutes in Gen.Elements(300, 10_080)
        from used in Used
        from observed in Gen.Choose(0, 400)
        from jitter in Gen.Choose(-3, 3)
        from cycle in Gen.Elements(0, 1, 2)
        from hasReset in Gen.Frequency((9, Gen.Constant(true)), (1, Gen.Constant(false)))
        from source in Gen.Elements(QuotaSource.StreamEvent, QuotaSource.Headers, QuotaSource.ErrorBody, QuotaSource.UsageApi)
        from generation in Gen.Choose(1, 2)
        let resets = Start + (((cycle + 1L) * minutes) + jitter) * Minute
        select new QuotaReading(
            "account", minutes, used, hasReset ? resets : 0, Start + (observed * Minute), source, generation, "");

    public static Arbitrary<QuotaReading[]> Many { get; } = One.ArrayOf().ToArbitrary();
}
