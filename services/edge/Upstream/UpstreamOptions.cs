using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Edge.Upstream;

/// <summary>How the edge talks to the Codex backend, and how long it waits at each stage.</summary>
internal sealed class UpstreamOptions
{
    /// <summary>Time to reach the upstream.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Time from sending a request to its response headers.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Time from the response headers to the first event.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan FirstEventTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Longest that the first events of a stream are held back while nothing shows yet whether the account serves; after it they
    /// go out and the turn stays where it is.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan HoldBack { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest silence inside a response; below the clients' own limit of five minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(285);

    /// <summary>After this much silence the client is sent a keep-alive event.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan KeepAliveAfter { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest a whole turn may take, all its attempts together.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan TurnTimeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>No further account is tried after this time without an answer: clients wait five minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan AttemptsTimeout { get; set; } = TimeSpan.FromMinutes(4);

    /// <summary>Most accounts tried for one turn.</summary>
    [Range(1, 20)]
    public int MaxAttempts { get; set; } = 5;

    /// <summary>Longest answer that is not a stream, such as a compaction.</summary>
    [Range(1024 * 1024, 1024 * 1024 * 1024)]
    public int MaxReplyBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Identity of translated traffic; native clients keep their own.</summary>
    [Required]
    public string ClientVersion { get; set; } = "0.169.0";
}
