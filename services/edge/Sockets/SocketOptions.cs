using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Edge.Sockets;

/// <summary>How WebSocket clients are served.</summary>
internal sealed class SocketOptions
{
    public const string Section = "Edge:Sockets";

    /// <summary>False answers upgrades with 426, which sends every client to HTTP for the rest of its session.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Whether clients may send compressed messages (permessage-deflate). Answers are never compressed.</summary>
    public bool Compression { get; set; } = true;

    /// <summary>Longest silence between two turns; then the socket is closed, and the next turn opens another.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How often both sides are pinged. An upstream that does not answer until the next ping is given up.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan PingEvery { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>
    /// Age at which an upstream connection is left between two turns. The upstream ends its connections after an hour, if need be
    /// within a turn.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan UpstreamLifetime { get; set; } = TimeSpan.FromMinutes(55);

    /// <summary>
    /// How long an account is not asked for a WebSocket again after its upstream refused one with 426. For as long, upgrades are
    /// answered with 426 in a Pool without another account, and for a client whose turn only such an account could serve.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RefusalLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Most messages of one socket that wait for their turn; more are not read until there is room.</summary>
    [Range(1, 1000)]
    public int WaitingMessages { get; set; } = 8;
}
