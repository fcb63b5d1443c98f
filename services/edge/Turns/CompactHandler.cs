using CodexPooler.Edge.Bodies;
using CodexPooler.Edge.Routes;

namespace CodexPooler.Edge.Turns;

/// <summary>`POST …/responses/compact`: one JSON answer.</summary>
internal sealed class CompactHandler(BodyReader bodies, TurnRunner runner)
    : TurnHandler(HandlerKey.Compact, TurnRoute.Compact, bodies, runner);
