namespace CodexPooler.Contracts.Events;

/// <summary>One file of a billing export.</summary>
public sealed record ExportedFile(string Name, long Bytes, long Rows, string Sha256);
