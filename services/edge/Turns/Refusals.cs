using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Errors;

namespace CodexPooler.Edge.Turns;

/// <summary>The router's refusals in the client's words.</summary>
internal static class Refusals
{
    public static ClientError ToClient(Refusal refusal)
    {
        var status = refusal.HttpStatus is >= 400 and < 600 ? refusal.HttpStatus : ErrorCode.RouterUnavailable.Status;
        var type = refusal.ErrorType.Length > 0 ? refusal.ErrorType : "server_error";
        return new(new ErrorCode(type, status, type, refusal.Message))
        {
            Parameter = refusal.Code is RefusalCode.ModelNotAllowed or RefusalCode.ModelUnknown
                or RefusalCode.NoAccountSupportsModel ? "model" : null,
            ResetsAt = refusal.ResetsAtMs > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(refusal.ResetsAtMs) : null,
            RetryAfter = refusal.RetryAfterMs > 0 ? TimeSpan.FromMilliseconds(refusal.RetryAfterMs) : null,
            ResendInFull = refusal.Recovery == Recovery.ResendFull,
        };
    }
}
