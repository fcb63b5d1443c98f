namespace CodexPooler.Accounts.Linking.Flows;

internal sealed class LinkFlowRow
{
    public string Id { get; init; } = "";

    public string? StateHash { get; init; }

    public string? InviteId { get; init; }

    public long Phase { get; init; }

    public long Version { get; init; }

    public string Owner { get; init; } = "";

    public long Beat { get; init; }

    public long UntilMs { get; init; }

    public string KeyId { get; init; } = "";

    public byte[] Body { get; init; } = [];
}
