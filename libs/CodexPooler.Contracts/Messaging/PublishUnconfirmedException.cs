namespace CodexPooler.Contracts.Messaging;

/// <summary>The broker has not confirmed every message; some may have reached it all the same.</summary>
public sealed class PublishUnconfirmedException(Exception cause)
    : Exception("The broker did not confirm every message. Publish them again.", cause);
