using CodexPooler.Edge.Bodies;
using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Ingress;
using CodexPooler.Edge.Inspection;
using CodexPooler.Edge.Routes;

namespace CodexPooler.Edge.Turns;

/// <summary>Takes a turn over HTTP: reads and inspects its body, applies the key's policy, has it run.</summary>
internal abstract class TurnHandler(HandlerKey key, TurnRoute route, BodyReader bodies, TurnRunner runner) : IEdgeHandler
{
    public HandlerKey Key => key;

    public async Task HandleAsync(EdgeCall call)
    {
        var outcome = await bodies.ReadAsync(call.Context.Request, BodyKind.Json, call.Aborted);
        if (!outcome.IsRead)
        {
            await RefusalWriter.WriteAsync(call.Context, outcome.Refusal);
            return;
        }

        using var body = outcome.Body;
        TurnFacts facts;
        try
        {
            facts = TurnInspector.Read(body.Decoded.Span);
        }
        catch (MalformedBodyException malformed)
        {
            await RefusalWriter.WriteAsync(call.Context,
                new ClientError(ErrorCode.InvalidRequest) { Message = malformed.Message, Parameter = malformed.Parameter });
            return;
        }

        if (facts.Model.Length == 0)
        {
            await RefusalWriter.WriteAsync(
                call.Context, new ClientError(ErrorCode.InvalidRequest) { Message = "'model' is required", Parameter = "model" });
            return;
        }

        var policy = TurnPolicy.Of(call.Key.Key, facts);
        var original = new TurnBody(body.Sent, body.Encoding, body.Decoded, body.ContentType);
        var sent = policy.Apply(original, facts);
        if (!facts.HasEncryptedContent) body.ForgetDecoded();
        var turn = new Turn(route, call.Key, facts, sent, call.Context.Request.Headers, call.StartedAt, call.StartedTicks)
        {
            Release = body.Dispose,
            Without = items => policy.Apply(original, facts, items),
            Model = policy.Model,
            Effort = policy.Effort,
            ServiceTier = policy.ServiceTier,
        };
        await runner.RunAsync(call.Context, turn);
    }
}
