using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CodexPooler.Edge.Warmup.Team;

/// <summary>Accounts with room in both their windows.</summary>
internal sealed class RehearsalQuota(TimeProvider time) : Quota.QuotaBase
{
    public override async Task Watch(
        ListQuotaRequest request, IServerStreamWriter<AccountQuota> responseStream, ServerCallContext context)
    {
        foreach (var account in new[] { RehearsalTeam.Clear, RehearsalTeam.Secure })
        {
            var quota = new AccountQuota { AccountId = account };
            quota.Windows.Add(Window(minutes: 300));
            quota.Windows.Add(Window(minutes: 10_080));
            await responseStream.WriteAsync(quota);
        }

        await Task.Delay(Timeout.Infinite, context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private QuotaWindow Window(int minutes)
    {
        var now = time.GetUtcNow();
        return new()
        {
            Limit = "account",
            WindowMinutes = minutes,
            UsedPercent = 10,
            ResetsAt = Timestamp.FromDateTimeOffset(now.AddMinutes(minutes)),
            ObservedAt = Timestamp.FromDateTimeOffset(now),
            Source = QuotaSource.Headers,
        };
    }
}
