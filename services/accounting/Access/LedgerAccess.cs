using CodexPooler.Contracts.Directory.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounting.Access;

/// <summary>
/// Decides who is behind a call: a service by the app id its sidecar vouches for, an operator by a token that accounts knows, the
/// machine's own operator by the Unix socket that only they can open.
/// </summary>
internal sealed class LedgerAccess([FromKeyedServices("accounts")] CallInvoker accounts, IOptions<AccessOptions> options)
{
    private const string CallerHeader = "dapr-caller-app-id";
    private const string Scheme = "Bearer ";
    private const string McpToken = "cxp-mcp-";

    private readonly AccessOptions _options = options.Value;

    public async Task<LedgerCaller> IdentifyAsync(ServerCallContext context)
    {
        var sent = context.RequestHeaders.GetValue("authorization");
        if (sent?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true)
            return LedgerCaller.Of(await OperatorAsync(sent[Scheme.Length..].Trim(), context.CancellationToken));
        if (!_options.Enforced || context.Peer.StartsWith("unix:", StringComparison.Ordinal)) return LedgerCaller.Everything;
        if (context.RequestHeaders.GetValue(CallerHeader) is { } app)
        {
            return _options.Services.Contains(app)
                ? LedgerCaller.Everything
                : throw Refusal(StatusCode.PermissionDenied, $"'{app}' may not read the ledger.");
        }

        throw Refusal(StatusCode.Unauthenticated, "Send an operator token: metadata 'authorization: Bearer cxp-op-…'.");
    }

    /// <summary>For what touches every Pool, and for what changes anything.</summary>
    public async Task RequireOwnerAsync(ServerCallContext context)
    {
        if (!(await IdentifyAsync(context)).IsOwner) throw Refusal(StatusCode.PermissionDenied, "Only an owner may do this.");
    }

    private async Task<Operator> OperatorAsync(string token, CancellationToken cancellationToken)
    {
        // It lies in the configuration of a program that a model talks through: it must never run this system.
        if (token.StartsWith(McpToken, StringComparison.Ordinal))
            throw Refusal(
                StatusCode.Unauthenticated,
                "This token is for MCP hosts. Create one for operators: pooler operator token create");
        var directory = new DirectoryAdmin.DirectoryAdminClient(accounts);
        try
        {
            return await directory.AuthenticateAsync(new() { Token = token }, cancellationToken: cancellationToken);
        }
        catch (RpcException unknown) when (unknown.StatusCode == StatusCode.Unauthenticated)
        {
            throw Refusal(StatusCode.Unauthenticated, "This operator token is unknown or revoked.");
        }
    }

    private static RpcException Refusal(StatusCode code, string words) => new(new Status(code, words));
}
