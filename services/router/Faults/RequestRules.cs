using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Faults;

internal static class RequestRules
{
    public static readonly FaultRule[] All =
    [
        new("client_gone", "the client left or could not be written to")
        {
            Matches = s => s.Kind == FaultKind.ClientGone
                || s is { Kind: FaultKind.Timeout, TimeoutStage: TimeoutStage.Delivery },
            Scope = FaultScope.Turn,
            Retry = RetryAdvice.Never,
        },
        new("continuity_lost", "previous_response_not_found, invalid_encrypted_content, no tool output found")
        {
            Matches = s => FaultCodes.ContinuityLost.Contains(s.Code),
            Scope = FaultScope.Session,
            Retry = RetryAdvice.Never,
        },
        new("model_unsupported", "model_not_found and alike; 404 on a model route")
        {
            Matches = s => FaultCodes.ModelGone.Contains(s.Code)
                || (s is { Kind: FaultKind.HttpStatus, Status: 404, Html: false } && s.Code.Length == 0),
            Scope = FaultScope.Model,
            Retry = RetryAdvice.Elsewhere,
            Cooldown = CooldownKind.Fixed,
            Fixed = TimeSpan.FromHours(12),
        },
        new(
            "request_rejected",
            "context_length_exceeded, cyber_policy, invalid_prompt, invalid_request_error and other request codes")
        {
            Matches = s => FaultCodes.RequestFault.Contains(s.Code),
            Scope = FaultScope.Request,
            Retry = RetryAdvice.Never,
        },
        new("message_too_large", "413, WebSocket close 1009")
        {
            Matches = s => s.Status == 413 || s.CloseCode == 1009,
            Scope = FaultScope.Request,
            Retry = RetryAdvice.Never,
        },
        new("response_too_large", "an answer larger than the edge may hold")
        {
            Matches = s => s.Kind == FaultKind.ResponseTooLarge,
            Scope = FaultScope.Request,
            Retry = RetryAdvice.Never,
            CountsAgainstHealth = true,
        },
    ];
}
