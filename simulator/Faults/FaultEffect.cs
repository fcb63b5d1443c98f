using System.Text.Json;

namespace CodexPooler.Simulator.Faults;

/// <summary>What happens to a matched call. Members combine; those left out change nothing.</summary>
public sealed record FaultEffect
{
    /// <summary>Answer with this status instead of serving.</summary>
    public int? Status { get; init; }

    public JsonElement? Body { get; init; }

    public string? BodyText { get; init; }

    public string? ContentType { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>A Cloudflare challenge page with 403.</summary>
    public bool HtmlChallenge { get; init; }

    /// <summary>Take the request and say nothing until the client leaves.</summary>
    public bool HangBeforeHeaders { get; init; }

    public int? DelayBeforeHeadersMs { get; init; }

    /// <summary>Send this many events, then nothing until the client leaves.</summary>
    public int? HangAfterEvents { get; init; }

    /// <summary>Wait this long between pieces; with drip_bytes pieces are bytes, else events.</summary>
    public int? DripMs { get; init; }

    public int? DripBytes { get; init; }

    /// <summary>End the stream after this many events.</summary>
    public int? CutAfterEvents { get; init; }

    /// <summary>With cut_after_events: half of the next event still goes out.</summary>
    public bool CutMidEvent { get; init; }

    /// <summary>Cut by resetting the connection instead of ending the body.</summary>
    public bool CutWithReset { get; init; }

    public StreamErrorFault? StreamError { get; init; }

    /// <summary>Close the socket with this code, after cut_after_events events (0 when left out).</summary>
    public int? CloseCode { get; init; }

    public string? CloseReason { get; init; }

    /// <summary>Stop reading the socket: pings go unanswered.</summary>
    public bool NoPong { get; init; }

    /// <summary>A client message longer than this closes the socket with 1009.</summary>
    public int? MaxMessageBytes { get; init; }

    /// <summary>Put U+2028 and U+2029 into text deltas.</summary>
    public bool LineSeparators { get; init; }

    /// <summary>Make the first text delta this long.</summary>
    public int? LargeEventBytes { get; init; }

    /// <summary>SSE line ending: lf, crlf or cr.</summary>
    public string? Delimiter { get; init; }

    /// <summary>An event that is not JSON goes out after the first one.</summary>
    public bool MalformedEvent { get; init; }

    /// <summary>response.completed carries no usage.</summary>
    public bool OmitUsage { get; init; }

    /// <summary>Quota burnt by the call shows only this much later.</summary>
    public int? LateQuotaSeconds { get; init; }

    /// <summary>The backend's own clock is off by this much in Date and reset times.</summary>
    public int? ClockSkewSeconds { get; init; }

    /// <summary>The account's access tokens expire at this very call.</summary>
    public bool ExpireToken { get; init; }
}
