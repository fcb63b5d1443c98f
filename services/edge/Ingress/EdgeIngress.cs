using CodexPooler.Edge.Authentication;
using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Routes;
using CodexPooler.Edge.Snapshot;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Edge.Ingress;

/// <summary>
/// The way in: route, request id, address, key, room, handler, in this order and before a byte of the body is read. What is not
/// under a prefix of the edge goes on to whoever comes next. It counts its own work and stands in front of whoever counts the
/// others': a turn passes one layer less.
/// </summary>
internal sealed class EdgeIngress(
    RequestDelegate next, RouteTable table, RouteHandlers handlers, AddressGuard addresses, KeyAuthenticator keys,
    ArrivingKeys arriving, KeyGuard guard, Bulkheads bulkheads, DrainGate drain, TimeProvider time, ILogger<EdgeIngress> logger)
{
    private static readonly ErrorCode UnsafePath = ErrorCode.InvalidRequest with { Message = "request path is invalid" };
    private static readonly TimeSpan ComeBack = TimeSpan.FromSeconds(1);

    public Task InvokeAsync(HttpContext context)
    {
        var match = table.Match(context.Request.Method, context.Request.Path.Value ?? "");
        return match.Kind == RouteMatchKind.Foreign ? next(context) : AdmitAsync(context, match);
    }

    private Task AdmitAsync(HttpContext context, RouteMatch match)
    {
        var (startedAt, startedTicks) = (time.GetUtcNow(), time.GetTimestamp());
        var requestId = RequestId.Of(context, startedAt);
        var refusal = addresses.Check(context, out var client) ?? Problem(context, match);
        if (refusal is not null) return RefusalWriter.WriteAsync(context, refusal);

        var route = match.Route!;
        // How long a turn takes says how long a model thought; turns have metrics of their own.
        if (route.IsTurn && context.Features.Get<IHttpMetricsTagsFeature>() is { } metrics) metrics.MetricsDisabled = true;
        // Clients that keep their connection would not notice that the load balancer points elsewhere.
        if (drain.IsLeaving && route.Class != RouteClass.Socket) context.Response.Headers.Connection = "close";
        ClientError? unknown = null;
        var caller = route.Auth == RouteAuth.PoolKey
            ? keys.Authenticate(context.Request.Headers.Authorization.ToString(), startedAt, out unknown)
            : null;
        var call = new EdgeCall(context, route, match.Id, caller, client, requestId, startedAt, startedTicks);
        return unknown is null ? RunAsync(call) : ArriveAsync(call, unknown);
    }

    private async Task ArriveAsync(EdgeCall call, ClientError unknown)
    {
        using var work = drain.Track();
        var arrived = unknown.Code == ErrorCode.ApiKeyMissing.Code
            ? await arriving.WaitAsync(call.Context.Request.Headers.Authorization.ToString(), call.Aborted)
            : null;
        if (arrived is null) await RefusalWriter.WriteAsync(call.Context, unknown);
        else await RunAsync(call with { Caller = arrived });
    }

    private static ErrorCode? Problem(HttpContext context, RouteMatch match)
    {
        if (match.Allow is { } allow) context.Response.Headers.Allow = allow;
        return match.Kind switch
        {
            RouteMatchKind.Found => null,
            RouteMatchKind.Unsafe => UnsafePath,
            RouteMatchKind.MethodRefused => ErrorCode.MethodNotAllowed,
            _ => ErrorCode.NotFound,
        };
    }

    private async Task RunAsync(EdgeCall call)
    {
        using var work = drain.Track();
        if (Obstacle(call) is { } obstacle)
        {
            await RefusalWriter.WriteAsync(call.Context, obstacle);
            return;
        }

        if (call.Caller is { } key && guard.Enter(key, call.Route) is { } tooMuch)
        {
            await RefusalWriter.WriteAsync(call.Context, tooMuch);
            return;
        }

        try
        {
            using var place = await bulkheads.EnterAsync(call.Route.Class, call.Aborted);
            if (place is null) await RefusalWriter.WriteAsync(call.Context, ErrorCode.Overloaded);
            else await handlers[call.Route.Handler].HandleAsync(call);
        }
        catch (Exception) when (call.Aborted.IsCancellationRequested)
        {
            Log.ClientGone(logger, call.RequestId, call.Route.Name);
        }
        catch (Exception cause)
        {
            Log.HandlerFailed(logger, call.RequestId, call.Route.Name, cause);
            if (call.Context.Response.HasStarted) call.Context.Abort();
            else await RefusalWriter.WriteAsync(call.Context, ErrorCode.Unexpected);
        }
        finally
        {
            if (call.Caller is { } caller) guard.Leave(caller, call.Route);
        }
    }

    private ClientError? Obstacle(EdgeCall call)
    {
        if (call.Route.IsTurn && drain.IsClosed) return new(ErrorCode.Draining) { RetryAfter = ComeBack };
        if (call.Route.Handler != HandlerKey.ResponsesSocket) return null;
        var upgrade = call.Context.Features.Get<IHttpUpgradeFeature>();
        return upgrade is { IsUpgradableRequest: true } ? null : new(ErrorCode.UpgradeRequired);
    }
}
