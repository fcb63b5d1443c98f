using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Accounts.Tokens.Refreshing;

/// <summary>When and how access tokens are renewed.</summary>
internal sealed class RefreshOptions
{
    /// <summary>
    /// A token is renewed when it has less than this to live; jitter is added so that accounts do not move together.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan Ahead { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a claim holds before another replica, having seen it unchanged for that long, takes it over.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(50);

    /// <summary>How often the sweep looks for tokens to renew.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>First pause after a transient failure; it doubles up to <see cref="LongestBackOff"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan FirstBackOff { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest pause between attempts after transient failures.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan LongestBackOff { get; set; } = TimeSpan.FromMinutes(15);
}
