using CodexPooler.Accounting.Ledger;

namespace CodexPooler.Accounting.Rollups;

/// <summary>What roll-ups need of a turn: the values it is counted under, and what is added.</summary>
internal sealed record RollupTurn(
    long SettledAt, string PoolId, string KeyId, string? PersonId, string? AccountId, string Model, string? Effort, string Tier,
    string Client, string? Project, RollupCounts Counts)
{
    public static RollupTurn From(LedgerTurn turn) => new(
        turn.SettledAt, turn.Fact.PoolId, turn.Fact.KeyId, turn.Fact.PersonId, turn.Fact.AccountId, turn.Model, turn.Effort,
        turn.Tier,
        turn.Fact.ClientFamily, turn.Fact.ProjectTag, RollupCounts.Of(turn));

    /// <summary>
    /// The value under each dimension; empty where the turn has none, so that every dimension adds up to the same total.
    /// </summary>
    public string ValueOf(Dimension dimension) => dimension switch
    {
        Dimension.Pool => PoolId,
        Dimension.Key => KeyId,
        Dimension.Person => PersonId ?? "",
        Dimension.Account => AccountId ?? "",
        Dimension.Model => Model,
        Dimension.Effort => Effort ?? "",
        Dimension.Tier => Tier,
        Dimension.Client => Client,
        Dimension.Project => Project ?? "",
        Dimension.KeyModel => KeyId + " " + Model,
        Dimension.AccountModel => (AccountId ?? "") + " " + Model,
        _ => throw new ArgumentOutOfRangeException(nameof(dimension)),
    };
}
