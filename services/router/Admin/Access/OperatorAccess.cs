using CodexPooler.Contracts.Directory.V1;
using Grpc.Core;

namespace CodexPooler.Routing.Admin.Access;

/// <summary>
/// Decides who is behind a call: an operator by a token that accounts knows, the machine's own operator by the Unix socket that
/// only they can open, a service by the app id its sidecar vouches for.
/// </summary>
internal sealed class OperatorAccess(
    [FromKeyedServices(RoutingModule.Accounts)] CallInvoker accounts, RoutingOptions options, TimeProvider time)
{
    private const string CallerHeader = "dapr-caller-app-id";
    private const string Scheme = "Bearer ";
    private const string McpToken = "cxp-mcp-";
    private const string LocalOperator = "local operator";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly OperatorAccessOptions _options = options.Access;

    /// <param name="claimed">Whom a service says it speaks for.</param>
    public async Task<OperatorCaller> IdentifyAsync(ServerCallContext context, string claimed)
    {
        var sent = context.RequestHeaders.GetValue("authorization");
        if (sent?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true)
            return OperatorCaller.Of(await OperatorAsync(sent[Scheme.Length..].Trim(), context.CancellationToken));
        if (context.Peer.StartsWith("unix:", StringComparison.Ordinal))
            return OperatorCaller.Everything(LocalOperator);
        if (context.RequestHeaders.GetValue(CallerHeader) is { } app && _options.Enforced)
        {
            return _options.Services.Contains(app)
                ? OperatorCaller.Everything(claimed.Length > 0 ? claimed : app)
                : throw Refusal(StatusCode.PermissionDenied, $"'{app}' may not run the routers.");
        }

        return _options.Enforced
            ? throw Refusal(StatusCode.Unauthenticated, "Send an operator token: metadata 'authorization: Bearer cxp-op-…'.")
            : OperatorCaller.Everything(claimed.Length > 0 ? claimed : LocalOperator);
    }

    private async Task<Operator> OperatorAsync(string token, CancellationToken cancellationToken)
    {
        // It lies in the configuration of a program that a model talks through: it must never run this system.
        if (token.StartsWith(McpToken, StringComparison.Ordinal))
            throw Refusal(
                StatusCode.Unauthenticated,
                "This token is for MCP hosts. Create one for operators: pooler operator token create");
        var directory = new DirectoryAdmin.DirectoryAdminClient(accounts);
        var limits = new CallOptions(deadline: (time.GetUtcNow() + Patience).UtcDateTime, cancellationToken: cancellationToken);
        try
        {
            return await directory.AuthenticateAsync(new() { Token = token }, limits);
        }
        catch (RpcException unknown) when (unknown.StatusCode == StatusCode.Unauthenticated)
        {
            throw Refusal(StatusCode.Unauthenticated, "This operator token is unknown or revoked.");
        }
        catch (RpcException away)
        {
            throw Refusal(
                StatusCode.Unavailable,
                $"The accounts service, which knows the operators, does not answer: {away.Status.Detail}");
        }
    }

    private static RpcException Refusal(StatusCode code, string words) => new(new Status(code, words));
}
