namespace CodexPooler.Simulator.Responses.Sockets;

/// <summary>Lets a no_pong fault silence the automatic pongs of one connection.</summary>
internal sealed class PongSwitch
{
    private volatile bool _muted;

    public bool Muted => _muted;

    public void Mute() => _muted = true;
}
