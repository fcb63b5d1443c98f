using CodexPooler.Simulator.Accounts;

namespace CodexPooler.Simulator.Responses.Requests;

/// <summary>What surrounds the body of a turn.</summary>
internal sealed record TurnContext(TurnKind Kind, SimulatedAccount Account)
{
    public bool Lite { get; init; }

    public string? TurnState { get; init; }

    /// <summary>The conversation a previous_response_id stands for.</summary>
    public ConversationState? Previous { get; init; }
}
