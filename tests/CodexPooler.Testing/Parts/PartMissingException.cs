namespace CodexPooler.Testing.Parts;

/// <summary>Something outside the repository that a test needs is not there; the message says how to get it.</summary>
public sealed class PartMissingException(string message) : Exception(message);
