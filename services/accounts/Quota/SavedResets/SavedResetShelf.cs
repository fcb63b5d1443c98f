using System.Collections.Concurrent;
using System.Globalization;
using CodexPooler.Accounts.Quota.Keeping;
using CodexPooler.Contracts.Directory.V1;
using Grpc.Core;

namespace CodexPooler.Accounts.Quota.SavedResets;

/// <summary>
/// What is saved and until when, without asking the upstream at every turn: usage answers tell how many there are, the list is
/// read again when that changed, more often the sooner the first of them expires.
/// </summary>
internal sealed class SavedResetShelf(SavedResetDesk desk, QuotaBook book, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Look> _looks = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<SavedReset>> OfAsync(Account account, CancellationToken cancellationToken)
    {
        var told = book.Of(Guid.Parse(account.Id)).SavedResets?.Value;
        if (!int.TryParse(told, CultureInfo.InvariantCulture, out var count) || count == 0) return [];
        var now = time.GetUtcNow();
        var known = _looks.GetValueOrDefault(account.Id);
        if (known is not null && known.Count == count && now < known.Next) return known.Resets;
        var look = await LookAsync(account, known, count, now, cancellationToken);
        _looks[account.Id] = look;
        return look.Resets;
    }

    private async Task<Look> LookAsync(
        Account account, Look? known, int count, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var resets = await desk.ListAsync(account, cancellationToken);
            var isNear = Nearest(resets, now) <= TimeSpan.FromHours(24);
            return new(resets, count, now + (isNear ? TimeSpan.FromMinutes(30) : TimeSpan.FromHours(6)));
        }
        catch (RpcException cause) when (cause.StatusCode == StatusCode.Unavailable)
        {
            var held = known?.Resets ?? [];
            return new(held, count, now + Patience(Nearest(held, now)));
        }
    }

    private static TimeSpan Patience(TimeSpan nearest) =>
        nearest <= TimeSpan.FromMinutes(90) ? TimeSpan.FromMinutes(1)
        : nearest <= TimeSpan.FromHours(24) ? TimeSpan.FromMinutes(5)
        : TimeSpan.FromMinutes(15);

    private static TimeSpan Nearest(IEnumerable<SavedReset> resets, DateTimeOffset now) => resets
        .Where(reset => reset.ExpiresAt is not null && SavedResetAnswer.IsUsable(reset, now))
        .Select(reset => reset.ExpiresAt.ToDateTimeOffset() - now).DefaultIfEmpty(TimeSpan.MaxValue).Min();

    private sealed record Look(IReadOnlyList<SavedReset> Resets, int Count, DateTimeOffset Next);
}
