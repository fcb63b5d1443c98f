using CodexPooler.Edge.Sockets.Framing;

namespace CodexPooler.Edge.Sockets;

/// <summary>How each reason is told. Between turns every client version takes any code without a word to its user.</summary>
internal static class SocketClosing
{
    public static (int Code, string Text) Of(CloseReason reason) => reason switch
    {
        CloseReason.ClientLeft or CloseReason.ClientClosed => (CloseCode.Normal, ""),
        CloseReason.Violation => (CloseCode.ProtocolError, "protocol error"),
        CloseReason.MessageTooBig => (CloseCode.MessageTooBig, "the message is too large"),
        CloseReason.Idle => (CloseCode.Normal, "idle"),
        CloseReason.Draining => (CloseCode.GoingAway, "the gateway is restarting"),
        CloseReason.KeyRefused => (CloseCode.PolicyViolation, "the api key is no longer valid"),
        CloseReason.UpstreamLost => (CloseCode.Normal, "the upstream connection ended"),
        CloseReason.UpstreamAge => (CloseCode.Normal, "the upstream connection has reached its age"),
        CloseReason.ResendInFull or CloseReason.UpgradeRefused => (CloseCode.Normal, "open a new connection"),
        CloseReason.TurnCut => (CloseCode.InternalError, "the turn could not be completed"),
        _ => (CloseCode.InternalError, "the gateway failed"),
    };
}
