using System.Security.Cryptography;
using System.Text;
using CodexPooler.Accounts.InstanceSettings;
using CodexPooler.Accounts.Quota.Evidence;
using CodexPooler.Accounts.UpstreamAccounts;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Quota.SavedResets;

/// <summary>
/// Spends a saved reset that would otherwise expire unused, when the settings allow automatic ones at all. Here it does not
/// matter whether another account could serve: what expires is lost. The stages are those of the pooler whose behaviour teams
/// know.
/// </summary>
internal sealed class ExpiringResets(
    SavedResetShelf shelf,
    WeeklyWindow weeks,
    SavedResetDesk desk,
    RedeemJournal journal,
    TimeProvider time,
    ILogger<ExpiringResets> logger)
{
    private static readonly TimeSpan Soon = TimeSpan.FromHours(24);
    private static readonly TimeSpan LastCall = TimeSpan.FromMinutes(90);

    public async Task ConsiderAsync(Account account, InstanceValues values, CancellationToken cancellationToken)
    {
        if (values.AutomaticResets == "off" || !account.Serves()) return;
        var id = Guid.Parse(account.Id);
        if (weeks.Of(id) is not { UsedPercent: > 0, ResetsAtMs: > 0 } week) return;
        var now = time.GetUtcNow();
        var usable = (await shelf.OfAsync(account, cancellationToken))
            .Where(reset => reset.ExpiresAt is not null && SavedResetAnswer.IsUsable(reset, now)).ToList();
        if (usable.MinBy(reset => reset.ExpiresAt) is not { } first) return;
        if (StageOf(week, first, values, usable.Count, now) is not { } stage) return;
        if (await journal.HasSpentLatelyAsync(id, now, cancellationToken)) return;

        Log.ResetExpires(logger, id, first.ExpiresAt.ToDateTimeOffset(), stage);
        await desk.RedeemAsync("system", account, first.Id, RequestId(account, first, stage), automatic: true, cancellationToken);
    }

    /// <summary>Why this reset is to be spent now, or null.</summary>
    private static string? StageOf(
        QuotaReading week, SavedReset first, InstanceValues values, int usable, DateTimeOffset now)
    {
        var expires = first.ExpiresAt.ToDateTimeOffset();
        var natural = DateTimeOffset.FromUnixTimeMilliseconds(week.ResetsAtMs);
        if (natural <= now || expires - now > Soon) return null;
        // To the end of its life a reset can be kept for a person; in its last moments keeping it is losing it.
        if (expires - now <= LastCall && expires < natural) return "last call";
        if (usable <= values.ResetsKept) return null;
        var isFarOff = natural - now >= AutomaticResets.NaturalBuffer;
        if (week.Exhausted && (isFarOff || expires < natural)) return "the week is used up";
        return week.UsedPercent >= WeeklyWindow.Limit(values) && isFarOff ? "the threshold is reached" : null;
    }

    // One wish a reset and stage: two replicas that see the same make the same one. Upstream ids may be of any length.
    private static string RequestId(Account account, SavedReset reset, string stage)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{account.Id}\n{reset.Id}\n{stage}"));
        return $"expiring-{Convert.ToHexStringLower(hash.AsSpan(0, 16))}";
    }
}
