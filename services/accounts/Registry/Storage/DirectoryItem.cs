namespace CodexPooler.Accounts.Registry.Storage;

/// <summary>
/// One stored item: its message as bytes, its revision for optimistic locking, the version at which it last changed.
/// </summary>
internal sealed record DirectoryItem(DirectoryKind Kind, Guid Id, long Revision, long Version, bool Removed, byte[] Body);
