using System.Text.Json.Serialization;

namespace CodexPooler.SidecarDouble.Runtime;

/// <summary>An error answer; newer APIs add typed details (pkg/api/errors).</summary>
internal static class Refusal
{
    public static IResult Of(int status, string errorCode, string message, string? reason = null) => Results.Json(
        new Body(errorCode, message, reason is null ? null : [new Detail(reason)]), statusCode: status);

    private sealed record Body(
        string ErrorCode,
        string Message,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Detail>? Details);

    private sealed record Detail(string Reason)
    {
        [JsonPropertyName("@type")]
        public string Type { get; } = "type.googleapis.com/google.rpc.ErrorInfo";

        public string Domain { get; } = "dapr.io";
    }
}
