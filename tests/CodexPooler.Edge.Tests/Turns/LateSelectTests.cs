using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Inspection;
using CodexPooler.Edge.Tests.TestData;
using CodexPooler.Edge.Turns;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace CodexPooler.Edge.Tests.Turns;

/// <summary>
/// A client that leaves while the router still decides must not hold an account's place until the lease expires.
/// </summary>
public sealed class LateSelectTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Next_ClientLeftBeforeTheAnswer_TheLateLeaseIsReturnedAndNobodyBlamed(bool onSocket)
    {
        await using var router = await LateRouter.StartAsync(onSocket);
        using var leases = new LeaseDesk(router.Client, TimeProvider.System, NullLogger<LeaseDesk>.Instance);
        using var gone = new CancellationTokenSource();
        var next = new AccountChoice(router.Client, leases, TimeProvider.System).NextAsync(Turn(), gone.Token).AsTask();
        await router.Heard.WaitAsync(Patience);

        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => next);
        router.Closed.IsCompleted.ShouldBeFalse();
        router.Answer(new() { Lease = new() { LeaseId = "lease-1", AccountId = "acct-plus" } });

        var closed = await router.Closed.WaitAsync(Patience);
        (closed.LeaseId, closed.Outcome, closed.Fault).ShouldBe(("lease-1", TurnOutcome.Neutral, null));
        await leases.StopAsync(CancellationToken.None);
        leases.Open.ShouldBe(0);
    }

    [Fact]
    public async Task Next_ClientLeftAndTheRouterRefuses_NothingIsReturned()
    {
        await using var router = await LateRouter.StartAsync(onSocket: false);
        using var leases = new LeaseDesk(router.Client, TimeProvider.System, NullLogger<LeaseDesk>.Instance);
        using var gone = new CancellationTokenSource();
        var next = new AccountChoice(router.Client, leases, TimeProvider.System).NextAsync(Turn(), gone.Token).AsTask();
        await router.Heard.WaitAsync(Patience);

        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => next);
        router.Answer(new() { Refusal = new() { Code = RefusalCode.UsageLimitReached } });

        // Waits for what is still late.
        await leases.StopAsync(CancellationToken.None);
        router.Closed.IsCompleted.ShouldBeFalse();
    }

    private static Turn Turn() => new(
        TurnRoute.Responses, TestDirectory.WithKey().Caller, new TurnFacts { Model = "gpt-5.5" }, new(default, null, default, ""),
        new HeaderDictionary(), DateTimeOffset.UtcNow, TimeProvider.System.GetTimestamp());
}
