using System.Net;

namespace Dapr.Actors;

/// <summary>The actor was reached, and its method failed.</summary>
public sealed class ActorMethodInvocationException(string message, string? errorCode)
    : DaprApiException(message, HttpStatusCode.OK, errorCode);
