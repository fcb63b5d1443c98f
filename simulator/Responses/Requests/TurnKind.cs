namespace CodexPooler.Simulator.Responses.Requests;

/// <summary>How a turn reached the backend; the rules differ a little.</summary>
internal enum TurnKind
{
    Http,
    WebSocket,
    Compact,
}
