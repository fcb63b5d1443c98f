using Microsoft.Extensions.Options;

namespace CodexPooler.Accounting.Retention;

/// <summary>The oldest month whose turns are kept. Turns go month by month, so a few days more than asked are kept.</summary>
internal sealed class TurnHorizon(IOptions<RetentionOptions> options, TimeProvider time)
{
    public DateOnly Month
    {
        get
        {
            var day = time.GetUtcNow().AddDays(-options.Value.TurnDays).UtcDateTime;
            return new DateOnly(day.Year, day.Month, 1);
        }
    }

    public DateTimeOffset Start => new(Month, TimeOnly.MinValue, TimeSpan.Zero);
}
