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

    // A small body is there already: nothing waits for it, and nothing is kept for waiting.
    public Task HandleAsync(EdgeCall call)
    {
        var reading = bodies.ReadAsync(call.Context.Request, BodyKind.Json, call.Aborted);
        return reading.IsCompletedSuccessfully ? TakeAsync(call, reading.Result) : WaitAsync(call, reading);
    }

    private async Task WaitAsync(EdgeCall call, ValueTask<BodyOutcome> reading) => await TakeAsync(call, await reading);

    // The body's memory is the turn's from here on, which gives it back.
    private Task TakeAsync(EdgeCall call, BodyOutcome outcome)
    {
        if (!outcome.IsRead) return RefusalWriter.WriteAsync(call.Context, outcome.Refusal);
        var body = outcome.Body;
        if (Read(body, out var facts) is { } problem)
        {
            body.Dispose();
            return RefusalWriter.WriteAsync(call.Context, problem);
        }

        var policy = TurnPolicy.Of(call.Key.Key, facts);
        var original = new TurnBody(body.Sent, body.Encoding, body.Decoded, body.ContentType);
        var sent = policy.Apply(original, facts);
        if (!facts.HasEncryptedContent) body.ForgetDecoded();
        return runner.RunAsync(
            call.Context, new(route, call.Key, facts, sent, call.Context.Request.Headers, call.StartedAt, call.StartedTicks)
            {
                Lent = body,
                Policy = policy,
                Original = original,
            });
    }

    private static ClientError? Read(RequestBody body, out TurnFacts facts)
    {
        try
        {
            facts = TurnInspector.Read(body.Decoded.Span);
            return facts.Model.Length > 0
                ? null
                : new(ErrorCode.InvalidRequest) { Message = "'model' is required", Parameter = "model" };
        }
        catch (MalformedBodyException malformed)
        {
            facts = new();
            return new(ErrorCode.InvalidRequest) { Message = malformed.Message, Parameter = malformed.Parameter };
        }
    }
}
