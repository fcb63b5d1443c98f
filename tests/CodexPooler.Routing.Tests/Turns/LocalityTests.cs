using CodexPooler.Contracts.Directory.V1;
using Shouldly;

namespace CodexPooler.Routing.Tests.Turns;

/// <summary>
/// Other gateways lost most of their prompt-cache hits by a change of routing, unnoticed. The simulator's cache follows what
/// OpenAI documents of prompt caching, so its count of cached tokens is the evidence here, not the router's own.
/// </summary>
public sealed class LocalityTests
{
    private static readonly Action<Pool> SessionsOnly = pool => pool.PromptCacheAffinity = false;
    private static readonly Action<Pool> PromptCacheOnly = pool => pool.StickyHttpSessions = false;

    [Fact]
    public async Task Sessions_WithAFaultOfEachKind_KeepTheirAccountAndItsCache()
    {
        var run = new LocalityRun { FaultEvery = 100, Policy = SessionsOnly };

        var tally = await run.RunAsync();

        Share(tally.ServedAtHome).ShouldBeGreaterThanOrEqualTo(0.99);
        tally.SentHome.ShouldBe(LocalityRun.Turns);
        tally.CachedShare.ShouldBeGreaterThanOrEqualTo(0.99 * tally.ExpectedShare);
        tally.ExpectedShare.ShouldBeInRange(0.7, 0.9);
        run.Homes.Count().ShouldBe(5);
    }

    [Fact]
    public async Task Sessions_WithAFaultInEveryEighthTurn_LoseThatTurnOnly()
    {
        var tally = await new LocalityRun { FaultEvery = 8, Policy = SessionsOnly }.RunAsync();

        tally.Repeated.ShouldBeInRange(45, 63);
        Share(tally.SentHome).ShouldBeGreaterThanOrEqualTo(0.99);
        Share(tally.ServedAtHome + tally.Repeated).ShouldBeGreaterThanOrEqualTo(0.99);
        tally.CachedShare.ShouldBeGreaterThanOrEqualTo(0.99 * tally.ExpectedShare);
    }

    [Fact]
    public async Task Sessions_OfAnAccountProvenExhausted_MoveOnceAndStay()
    {
        var tally = await new LocalityRun { FaultEvery = 100, ExhaustedAt = 220, Policy = SessionsOnly }.RunAsync();

        tally.Left.ShouldBeInRange(1, 30);
        tally.Limited.ShouldBeGreaterThan(0);
        Share(tally.ServedAtHome).ShouldBeGreaterThanOrEqualTo(0.99);
        tally.CachedShare.ShouldBeGreaterThanOrEqualTo(0.99 * tally.ExpectedShare);
    }

    [Fact]
    public async Task Sessions_HeldByTheirPromptCacheKeyAlone_KeepTheirAccountToo()
    {
        var tally = await new LocalityRun { FaultEvery = 100, Policy = PromptCacheOnly }.RunAsync();

        Share(tally.ServedAtHome).ShouldBeGreaterThanOrEqualTo(0.99);
        tally.CachedShare.ShouldBeGreaterThanOrEqualTo(0.99 * tally.ExpectedShare);
    }

    // The measure itself: were these shares high without stickiness, the tests above would prove nothing.
    [Fact]
    public async Task Turns_WithNothingToHoldThem_LoseTheirCache()
    {
        var run = new LocalityRun { FaultEvery = 100, Policy = SessionsOnly + (pool => pool.StickyHttpSessions = false) };

        var tally = await run.RunAsync();

        Share(tally.ServedAtHome).ShouldBeLessThan(0.6);
        tally.CachedShare.ShouldBeLessThan(0.8 * 0.75);
    }

    private static double Share(int turns) => (double)turns / LocalityRun.Turns;
}
