using System.Net;

namespace CodexPooler.SidecarDouble.Actors;

/// <summary>What the app answered to an actor call.</summary>
internal sealed record ActorAnswer(HttpStatusCode Status, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    // Exactly 200: anything else is a failure, even 204 (pkg/actors/targets/app/transport/http/http.go).
    public bool IsSuccess => Status == HttpStatusCode.OK;

    public bool IsActorError => Headers.ContainsKey("X-DaprErrorResponseHeader");

    public bool CancelsReminder => Headers.TryGetValue("X-DaprReminderCancel", out var value) &&
        value.ToUpperInvariant() is "Y" or "YES" or "TRUE" or "T" or "ON" or "1";
}
