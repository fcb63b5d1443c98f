using System.Net.Http.Headers;
using CodexPooler.Edge.Authentication;
using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Ingress;
using CodexPooler.Edge.Routes;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Doctor;

/// <summary>
/// `GET /doctor`: asks our public address what `codex doctor` would ask it, so that an operator sees what stands between
/// clients and the gateway. Who sends a Pool key has the WebSocket probed with it; an operator is told what stands behind the
/// gateway too.
/// </summary>
internal sealed class DoctorHandler(
    ClientProbes probes, OperatorProbes operatorProbes, PublicAddress address, KeyAuthenticator keys) : IEdgeHandler
{
    private static readonly ErrorCode NoAddress =
        ErrorCode.InvalidRequest with { Message = "the gateway does not know its address: set Ingress:PublicUrl" };

    public HandlerKey Key => HandlerKey.Doctor;

    public async Task HandleAsync(EdgeCall call)
    {
        if (address.Base is not { } baseUrl)
        {
            await RefusalWriter.WriteAsync(call.Context, NoAddress);
            return;
        }

        var authorization = call.Context.Request.Headers.Authorization.ToString();
        var asked = OperatorToken(authorization) is { } token
            ? operatorProbes.RunAsync(token, call.Aborted)
            : SocketAsync(call, baseUrl, authorization);
        Finding[] findings =
        [
            .. await Task.WhenAll(probes.ReachabilityAsync(baseUrl, call.Aborted), probes.ModelsAsync(baseUrl, call.Aborted)),
            .. await asked,
        ];
        var response = call.Context.Response;
        var failed = Array.Exists(findings, finding => finding.Verdict == Verdict.Failure);
        response.StatusCode = failed ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        response.ContentType = "text/plain; charset=utf-8";
        if (!HttpMethods.IsHead(call.Context.Request.Method))
            await response.WriteAsync(DoctorReport.Write(baseUrl, findings), call.Aborted);
    }

    private async Task<IReadOnlyList<Finding>> SocketAsync(EdgeCall call, Uri baseUrl, string authorization)
    {
        if (authorization.Length == 0)
            return [new(Verdict.Skipped, "websocket", "send a Pool key as bearer to have it probed")];
        // A key that is not ours goes nowhere.
        return keys.Authenticate(authorization, out var refusal) is not null
            && AuthenticationHeaderValue.TryParse(authorization, out var key)
            ? [await probes.WebSocketAsync(baseUrl, key, call.Aborted)]
            : [new(Verdict.Failure, "websocket", refusal?.Text ?? "the Authorization header is broken")];
    }

    private static string? OperatorToken(string authorization) =>
        AuthenticationHeaderValue.TryParse(authorization, out var sent)
        && sent.Parameter?.StartsWith(OperatorProbes.TokenPrefix, StringComparison.Ordinal) == true
            ? sent.Parameter
            : null;
}
