using CodexPooler.Accounts.Operators;
using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.ServiceDefaults.Secrets;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounts.Access;

/// <summary>
/// Decides who is behind a call: a service by the app id its sidecar vouches for, an operator by token, the machine's own
/// operator by the Unix socket that only they can open.
/// </summary>
internal sealed class CallerAccess(OperatorAdmin operators, IOptions<AccessOptions> options)
{
    private const string CallerHeader = "dapr-caller-app-id";
    private const string LocalOperator = "local operator";
    private readonly AccessOptions _options = options.Value;

    public void RequireCredentialCaller(ServerCallContext context) =>
        RequireService(context, _options.CredentialCallers, "fetch access tokens");

    public void RequireDirectoryCaller(ServerCallContext context) =>
        RequireService(context, _options.DirectoryCallers, "watch the directory");

    public void RequireRecorder(ServerCallContext context) =>
        RequireService(context, _options.AuditRecorders, "write to the audit log");

    /// <summary>A service that may watch and asks for itself, as null; else the operator who asks, or for whom it asks.</summary>
    public async Task<CallerIdentity?> RequireReaderAsync(ServerCallContext context, string claimedActor)
    {
        if (claimedActor.Length > 0) return await RequireOperatorAsync(context, claimedActor);
        var app = context.RequestHeaders.GetValue(CallerHeader);
        var isKnown = app is not null && _options.DirectoryCallers.Contains(app);
        var isService = Bearer(context) is null && (isKnown || !_options.Enforced);
        return isService ? null : await RequireOperatorAsync(context, "");
    }

    public async Task<CallerIdentity> RequireOperatorAsync(ServerCallContext context, string claimedActor, string poolId = "")
    {
        var caller = await IdentifyAsync(context, claimedActor);
        if (poolId.Length > 0 && !caller.Sees(poolId)) throw Refusals.Forbidden("This Pool is not among yours.");
        return caller;
    }

    public async Task<CallerIdentity> RequireChangeAsync(ServerCallContext context, string claimedActor, string poolId = "")
    {
        var caller = await RequireOperatorAsync(context, claimedActor, poolId);
        return caller.MayChange ? caller : throw Refusals.Forbidden("A viewer changes nothing. Ask an admin or owner.");
    }

    public async Task<CallerIdentity> RequireOwnerAsync(ServerCallContext context, string claimedActor)
    {
        var caller = await RequireOperatorAsync(context, claimedActor);
        return caller.IsOwner ? caller : throw Refusals.Forbidden("Only an owner may do this.");
    }

    private async Task<CallerIdentity> IdentifyAsync(ServerCallContext context, string claimedActor)
    {
        if (Bearer(context) is { } token)
        {
            // It lies in the configuration of a program that a model talks through: it must never run this system.
            if (OperatorSecret.IsForMcp(token))
                throw Refusals.Unauthenticated(
                    "This token is for MCP hosts. Create one for operators: pooler operator token create");
            return await operators.AuthenticateAsync(token, context.CancellationToken) is { } found
                ? CallerIdentity.Of(found)
                : throw Refusals.Unauthenticated("This operator token is unknown or revoked.");
        }

        var app = context.RequestHeaders.GetValue(CallerHeader);
        if (ArrivedOnUnixSocket(context) || (app is not null && _options.Hosts.Contains(app)))
            return new(LocalOperator, Operator.Types.Role.Owner, null);
        if ((app is not null && _options.OperatorProxies.Contains(app)) || !_options.Enforced)
            return await ActorAsync(claimedActor, context.CancellationToken);
        throw Refusals.Unauthenticated("Send an operator token: metadata 'authorization: Bearer cxp-op-…'.");
    }

    private async Task<CallerIdentity> ActorAsync(string claimedActor, CancellationToken cancellationToken)
    {
        if (claimedActor.Length == 0 && !_options.Enforced) return new(LocalOperator, Operator.Types.Role.Owner, null);
        var active = (await operators.ListAsync(cancellationToken)).Where(found => found.Active).ToList();
        // Until there is an operator, whoever sets the system up through the console owns it. From then on a call that names
        // nobody is nobody's.
        if (claimedActor.Length == 0)
            return active.Count == 0
                ? new(LocalOperator, Operator.Types.Role.Owner, null)
                : throw Refusals.Unauthenticated("Name the operator this is for.");
        var known = active.FirstOrDefault(found => found.Name == claimedActor);
        return known is null
            ? throw Refusals.Unauthenticated($"There is no active operator '{claimedActor}'.")
            : CallerIdentity.Of(known);
    }

    private void RequireService(ServerCallContext context, IList<string> allowed, string what)
    {
        if (!_options.Enforced) return;
        var app = context.RequestHeaders.GetValue(CallerHeader);
        if (app is null) throw Refusals.Unauthenticated($"Only a service behind its sidecar may {what}.");
        if (!allowed.Contains(app)) throw Refusals.Forbidden($"'{app}' may not {what}.");
    }

    private static SecretText? Bearer(ServerCallContext context)
    {
        const string scheme = "Bearer ";
        var value = context.RequestHeaders.GetValue("authorization");
        return value is not null && value.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            ? new SecretText(value[scheme.Length..].Trim())
            : null;
    }

    private static bool ArrivedOnUnixSocket(ServerCallContext context) =>
        context.Peer.StartsWith("unix:", StringComparison.Ordinal);
}
