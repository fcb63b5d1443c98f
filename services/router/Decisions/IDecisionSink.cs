namespace CodexPooler.Routing.Decisions;

/// <summary>Where decisions go besides the ring. Called under the router's lock: it only remembers.</summary>
internal interface IDecisionSink
{
    void Offer(in Decision decision, DecisionRing ring);
}
