using System.Buffers;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Relay;
using CodexPooler.Edge.Upstream;

namespace CodexPooler.Edge.Turns;

/// <summary>What the upstream did, in the router's terms. What it means is decided there.</summary>
internal static class FaultSignals
{
    public const string UpgradeRefusedCode = "upgrade_refused";
    private static readonly SearchValues<char> CodeCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_.-");

    public static FaultSignal Of(HttpResponseMessage response, UpstreamError? error, bool html, DateTimeOffset now) =>
        Of(UpstreamAnswer.Of(response), error, html, now);

    public static FaultSignal Of(UpstreamAnswer answer, UpstreamError? error, bool html, DateTimeOffset now) => new()
    {
        Kind = FaultKind.HttpStatus,
        Status = answer.Status,
        Code = error?.Signal ?? "",
        LimitReachedType = answer.Value("x-codex-rate-limit-reached-type") ?? "",
        RetryAfter = answer.Value("retry-after") ?? "",
        ResetsAtMs = Reset(error, now),
        Html = html,
        LimitId = answer.Value("x-codex-active-limit") ?? "",
    };

    public static FaultSignal Of(StreamObservation seen, bool visible, DateTimeOffset now) => new()
    {
        Kind = FaultKind.StreamError,
        Status = seen.Error?.Status ?? 0,
        Code = seen.Error?.Signal ?? "",
        ResetsAtMs = Reset(seen.Error, now),
        RetryAfter = seen.Error?.Message.Contains("try again in", StringComparison.OrdinalIgnoreCase) == true
        ? Hint(seen.Error.Message)
        : "",
        Visible = visible,
    };

    /// <summary>A compaction that is not one item: what its client cannot use.</summary>
    public static FaultSignal Compaction(bool visible) =>
        new() { Kind = FaultKind.StreamError, Code = "invalid_compaction_response", Visible = visible };

    public static FaultSignal Timeout(TimeoutStage stage, bool visible) =>
        new() { Kind = FaultKind.Timeout, TimeoutStage = stage, Visible = visible };

    public static FaultSignal Transport(bool visible) => new() { Kind = FaultKind.Transport, Visible = visible };

    public static FaultSignal Closed(int code, bool visible) =>
        new() { Kind = FaultKind.SocketClose, CloseCode = code, Visible = visible };

    /// <summary>No WebSockets here, whatever the answer says further; over HTTP the account may serve.</summary>
    public static FaultSignal UpgradeRefused() => new() { Kind = FaultKind.HttpStatus, Status = 426, Code = UpgradeRefusedCode };

    public static FaultSignal ClientGone(bool visible) => new() { Kind = FaultKind.ClientGone, Visible = visible };

    public static FaultSignal TooLarge() => new() { Kind = FaultKind.ResponseTooLarge };

    public static FaultSignal Credential() => new() { Kind = FaultKind.Credential };

    /// <summary>A short name for the ledger and the log.</summary>
    public static string Name(FaultSignal fault) => fault.Kind switch
    {
        FaultKind.HttpStatus when fault.Html => $"html_{fault.Status}",
        FaultKind.HttpStatus when IsCode(fault.Code) => fault.Code,
        FaultKind.HttpStatus => $"http_{fault.Status}",
        FaultKind.StreamError => IsCode(fault.Code) ? fault.Code : "stream_error",
        FaultKind.Timeout => $"timeout_{fault.TimeoutStage.ToString().ToLowerInvariant()}",
        FaultKind.SocketClose => $"close_{fault.CloseCode}",
        _ => fault.Kind.ToString().ToLowerInvariant(),
    };

    // A code is the upstream's word: only what looks like one is kept.
    private static bool IsCode(string code) =>
        code.Length is > 0 and <= 64 && !code.AsSpan().ContainsAnyExcept(CodeCharacters);

    private static long Reset(UpstreamError? error, DateTimeOffset now) =>
        (error?.ResetsAt ?? (error?.ResetsIn is { } wait ? now + wait : null))?.ToUnixTimeMilliseconds() ?? 0;

    // The hint alone: a message may hold more than the router should see.
    private static string Hint(string message)
    {
        var start = message.IndexOf("try again in", StringComparison.OrdinalIgnoreCase);
        return message.Substring(start, Math.Min(40, message.Length - start));
    }
}
