namespace CodexPooler.Edge.Settlement;

internal readonly record struct SpoolRecord(SpoolRecordKind Kind, Guid TurnId, ReadOnlyMemory<byte> Body, SpoolPosition Next);
