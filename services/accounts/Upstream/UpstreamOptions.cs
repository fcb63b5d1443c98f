using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Accounts.Upstream;

/// <summary>How the backend is asked about accounts: usage, models, saved resets.</summary>
internal sealed class UpstreamOptions
{
    /// <summary>How long one question may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest answer taken, in bytes.</summary>
    [Range(64 * 1024, 256 * 1024 * 1024)]
    public long LongestAnswerBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// The Codex client version named when models are asked for: the backend leaves out what that version cannot read.
    /// </summary>
    [Required]
    public string ClientVersion { get; set; } = "0.169.0";
}
