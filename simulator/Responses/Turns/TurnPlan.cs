namespace CodexPooler.Simulator.Responses.Turns;

/// <summary>What the model will say, decided before the first event.</summary>
internal sealed record TurnPlan(IReadOnlyList<OutputItem> Items, long ReasoningTokens, TurnEnding Ending)
{
    /// <summary>end_turn of response.completed; false makes the client ask again at once.</summary>
    public bool EndTurn { get; init; } = true;

    public long OutputTokens => ReasoningTokens + Items.Sum(item => (long)(item.Stream?.Text.Pieces ?? 1));
}
