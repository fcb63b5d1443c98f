namespace CodexPooler.Accounts.Registry.Storage;

internal sealed class DirectoryRow
{
    public long Kind { get; init; }

    public Guid Id { get; init; }

    public long Revision { get; init; }

    public long Version { get; init; }

    public bool Removed { get; init; }

    public byte[] Body { get; init; } = [];

    public DirectoryItem ToItem() => new((DirectoryKind)Kind, Id, Revision, Version, Removed, Body);
}
