using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Quota.SavedResets;

/// <summary>
/// Brings interrupted redemptions to an end: a process died or an answer was lost after the upstream was asked. The steps and the
/// end are those of the pooler whose behaviour teams know.
/// </summary>
internal sealed class RedeemRescue(RedeemJournal journal, SavedResetDesk desk, DirectoryStore store, TimeProvider time)
{
    private static readonly TimeSpan Cutoff = TimeSpan.FromHours(6);
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(3),
    ];

    public async Task RepeatDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var use in await journal.PendingAsync(cancellationToken))
        {
            var isOver = use.Tries > Pauses.Length || now - At(use.AskedMs) > Cutoff;
            if (!isOver && now - At(Math.Max(use.TriedMs, use.AskedMs)) < Pauses[use.Tries - 1]) continue;
            if (!await journal.TryRepeatAsync(use, now.ToUnixTimeMilliseconds(), cancellationToken)) continue;
            if (await store.FindAsync(DirectoryKind.Account, use.AccountId, cancellationToken) is not { } item) continue;
            var account = Account.Parser.ParseFrom(item.Body);
            if (isOver) await desk.AbandonAsync(account, use, cancellationToken);
            else await desk.FinishAsync("system", account, use, cancellationToken);
        }
    }

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
