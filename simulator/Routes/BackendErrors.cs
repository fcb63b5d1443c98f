using System.Text.Json.Nodes;
using CodexPooler.Simulator.Accounts;

namespace CodexPooler.Simulator.Routes;

/// <summary>Error bodies in the backend's two shapes: {"detail"} and {"error"}.</summary>
internal static class BackendErrors
{
    public static Task DetailAsync(HttpContext context, int status, string detail) =>
        WriteAsync(context, status, new JsonObject { ["detail"] = detail });

    public static Task ErrorAsync(
        HttpContext context, int status, string message, string type, string? code = null, string? param = null) =>
        WriteAsync(context, status, new JsonObject { ["error"] = Error(message, type, code, param) });

    public static JsonObject Error(string message, string type, string? code, string? param) =>
        new() { ["message"] = message, ["type"] = type, ["code"] = code, ["param"] = param };

    public static Task UnauthorizedAsync(HttpContext context, AccessVerdict verdict)
    {
        context.Response.Headers["x-openai-authorization-error"] = verdict.Code;
        return ErrorAsync(context, StatusCodes.Status401Unauthorized, verdict.Message, "invalid_request_error", verdict.Code);
    }

    public static Task WriteAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return WholeBody.WriteAsync(context, body.ToJsonString());
    }
}
