namespace CodexPooler.Routing.Limits;

/// <summary>
/// What one turn will take from its key's limits. A further attempt of a counted turn is not a further request.
/// </summary>
internal readonly record struct LimitDemand(int Requests, long InputTokens, long OutputTokens, long CostMicros)
{
    public long Tokens => InputTokens + OutputTokens;
}
