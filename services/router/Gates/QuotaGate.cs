using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.State;

namespace CodexPooler.Routing.Gates;

/// <summary>
/// Reads every quota window through one view with one timestamp. Windows are told apart by length: providers have moved the
/// weekly window into the slot of the five-hour one.
/// </summary>
internal static class QuotaGate
{
    public const int FiveHours = 300;
    public const int Week = 10_080;
    public const int Month = 43_200;

    public static QuotaReading Read(AccountState account, string model, long now, QuotaOptions options)
    {
        var fold = new QuotaFold(now, (long)options.FreshFor.TotalMilliseconds);
        var weeklyAt = NewestOtherThanPrimary(account);
        for (var i = 0; i < account.Windows.Count; i++)
        {
            var window = account.Windows[i];
            if (!AppliesTo(window, model) || Superseded(window, weeklyAt, fold.FreshMs))
                continue;
            fold.Add(window);
        }

        return fold.Result();
    }

    public static bool AppliesTo(QuotaFact window, string model)
    {
        if (window.Models.Count > 0)
            return window.Models.Contains(model);
        return window.LimitId.Length == 0 || LimitNames.Matches(window.LimitId, model);
    }

    private static long NewestOtherThanPrimary(AccountState account)
    {
        var newest = 0L;
        for (var i = 0; i < account.Windows.Count; i++)
        {
            var window = account.Windows[i];
            if (window.LimitId.Length == 0 && window.WindowMinutes == Week)
                newest = Math.Max(newest, window.ObservedAtMs);
        }

        return newest;
    }

    // A five-hour window that the provider stopped reporting must not block for ever while the weekly one goes on.
    private static bool Superseded(QuotaFact window, long weeklyAt, long freshMs) =>
        window.LimitId.Length == 0 && window.WindowMinutes == FiveHours && weeklyAt >= window.ObservedAtMs + freshMs;
}
