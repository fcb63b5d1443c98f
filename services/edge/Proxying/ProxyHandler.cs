using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Bodies;
using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Ingress;
using CodexPooler.Edge.Inspection;
using CodexPooler.Edge.Routes;
using CodexPooler.Edge.Turns;

namespace CodexPooler.Edge.Proxying;

/// <summary>The routes that are passed on as they are: images, calls, search, memories, files, transcription.</summary>
internal sealed class ProxyHandler(BodyReader bodies, ProxyRun run) : IEdgeHandler
{
    public HandlerKey Key => HandlerKey.Proxy;

    public async Task HandleAsync(EdgeCall call)
    {
        if (call.Route.Class == Routes.RouteClass.Images && call.Key.Pool is not { AllowImages: true })
        {
            await RefusalWriter.WriteAsync(call.Context, ErrorCode.ImagesDisabled);
            return;
        }

        var outcome = await bodies.ReadAsync(call.Context.Request, ProxyRoutes.Body(call.Route), call.Aborted);
        if (!outcome.IsRead)
        {
            await RefusalWriter.WriteAsync(call.Context, outcome.Refusal);
            return;
        }

        using var body = outcome.Body;
        if (ReadFacts(call, body, out var facts) is { } malformed) await RefusalWriter.WriteAsync(call.Context, malformed);
        else await run.RunAsync(TurnOf(call, body, facts), call.Context);
    }

    private static ClientError? ReadFacts(EdgeCall call, RequestBody body, out TurnFacts facts)
    {
        facts = new() { BodyLength = body.Decoded.Length };
        if (ProxyRoutes.Body(call.Route) == BodyKind.Opaque || body.Decoded.IsEmpty) return null;
        try
        {
            facts = TurnInspector.Read(body.Decoded.Span);
            return null;
        }
        catch (MalformedBodyException cause)
        {
            return new(ErrorCode.InvalidRequest) { Message = cause.Message, Parameter = cause.Parameter };
        }
    }

    // A file can only be finished by the account that began it.
    private static Turn TurnOf(EdgeCall call, RequestBody body, TurnFacts facts) => new(
        ProxyRoutes.Of(call), call.Key, facts, new(body.Sent, body.Encoding, body.Decoded, body.ContentType),
        call.Context.Request.Headers, call.StartedAt, call.StartedTicks)
    {
        Bound = call.Id is { } file ? [ContinuityKeys.Key(call.Key.Key, PinKind.File, file)] : [],
    };
}
