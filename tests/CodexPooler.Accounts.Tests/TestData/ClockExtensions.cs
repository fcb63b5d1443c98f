using CodexPooler.Accounts.Linking.Flows;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Testing.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CodexPooler.Accounts.Tests.TestData;

internal static class ClockExtensions
{
    /// <summary>Moves the clock by minutes until the condition holds, or the loop that should bring it about has ended.</summary>
    public static async Task AdvanceUntilAsync(this ManualTimeProvider clock, Func<bool> condition, BackgroundService loop)
    {
        await Eventually.TrueAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromMinutes(1));
                return condition() || loop.ExecuteTask!.IsCompleted;
            },
            "the loop does its work");
        if (loop.ExecuteTask!.IsFaulted) await loop.ExecuteTask;
    }

    /// <summary>
    /// Moves the clock by seconds until the login has ended. No call waits meanwhile: its deadline is on this clock too.
    /// </summary>
    public static Task AdvanceUntilEndedAsync(this ManualTimeProvider clock, AccountsHost host, LinkFlow flow) =>
        Eventually.TrueAsync(
        async () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            var link = await host.Services.GetRequiredService<LinkFlows>().FindAsync(flow.Id, default);
            return link?.Phase == LinkPhase.Ended;
        },
        "the login ends");
}
