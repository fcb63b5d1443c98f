using CodexPooler.Edge.Bodies;
using CodexPooler.Edge.Routes;

namespace CodexPooler.Edge.Turns;

/// <summary>`POST …/responses`.</summary>
internal sealed class ResponsesHandler(BodyReader bodies, TurnRunner runner)
    : TurnHandler(HandlerKey.Responses, TurnRoute.Responses, bodies, runner);
