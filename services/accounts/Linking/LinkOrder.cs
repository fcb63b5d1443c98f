namespace CodexPooler.Accounts.Linking;

/// <summary>Who wants an account linked, and what is to become of it.</summary>
internal sealed record LinkOrder(string Actor, IReadOnlyList<string> PoolIds)
{
    public string Label { get; init; } = "";

    public string Owner { get; init; } = "";

    /// <summary>Set to link this account again; the identity must be the same.</summary>
    public string RelinkAccountId { get; init; } = "";

    /// <summary>Set when an invited person links.</summary>
    public string InviteId { get; init; } = "";
}
