namespace CodexPooler.Contracts.Messaging;

/// <summary>A message that no retry will help. It is parked with this reason.</summary>
public sealed class PoisonMessageException(string reason, Exception? inner = null) : Exception(reason, inner);
