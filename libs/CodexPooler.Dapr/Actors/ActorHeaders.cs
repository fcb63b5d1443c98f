namespace Dapr.Actors;

internal static class ActorHeaders
{
    /// <summary>On a 200 answer: the actor itself failed and the body is its error.</summary>
    public const string ErrorResponse = "X-DaprErrorResponseHeader";
}
