using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Edge.Settlement;

/// <summary>What went wrong, as one of few words: the upstream's own codes are too many for a label.</summary>
internal static class FaultLabel
{
    public static string Of(FaultSignal? fault) => fault?.Kind switch
    {
        null or FaultKind.None => "none",
        FaultKind.HttpStatus when fault.Html => "html",
        FaultKind.HttpStatus => Status(fault.Status),
        FaultKind.StreamError => "stream_error",
        FaultKind.SocketClose => "socket_close",
        FaultKind.Transport => "network",
        FaultKind.Timeout => "timeout",
        FaultKind.ClientGone => "client_gone",
        FaultKind.Credential => "credential",
        FaultKind.ResponseTooLarge => "response_too_large",
        _ => "other",
    };

    private static string Status(int status) => status switch
    {
        401 => "unauthorized",
        403 => "forbidden",
        429 => "limited",
        >= 500 => "http_5xx",
        >= 400 => "http_4xx",
        _ => "other",
    };
}
