namespace CodexPooler.Grpc.Server;

/// <summary>The client reset the call or its connection ended; to a handler this is a cancellation like any other.</summary>
// Thrown in one place with its cause, so the usual exception constructors would never be used.
#pragma warning disable CA1032, CA1064
internal sealed class ClientGoneException(Exception cause) : OperationCanceledException("The client ended the call.", cause);
#pragma warning restore CA1032, CA1064
