using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Edge.Settlement;

/// <summary>How the ledger says what a turn is.</summary>
internal static class TurnWords
{
    public static string Of(Transport transport) => transport switch
    {
        Transport.Sse => "sse",
        Transport.Socket => "websocket",
        _ => "http",
    };

    public static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}
