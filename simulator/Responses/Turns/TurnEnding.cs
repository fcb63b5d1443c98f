namespace CodexPooler.Simulator.Responses.Turns;

/// <summary>How an answer ends when nothing disturbs it.</summary>
internal sealed record TurnEnding(string Outcome, string? Code = null, string? Message = null)
{
    public static TurnEnding Completed { get; } = new(Ledger.Outcomes.Completed);

    /// <summary>The stream just stops, without a terminal event.</summary>
    public bool Dropped { get; init; }

    public static TurnEnding Incomplete(string reason) => new(Ledger.Outcomes.Incomplete, reason);

    public static TurnEnding Failed(string code, string message) => new(Ledger.Outcomes.Failed, code, message);
}
