namespace CodexPooler.Routing.Serving;

public enum DaprMode
{
    Auto,
    Off,
    On,
}
