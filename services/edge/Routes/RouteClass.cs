namespace CodexPooler.Edge.Routes;

/// <summary>Routes that share admission: one kind cannot starve another.</summary>
internal enum RouteClass
{
    Models,
    Http,
    Stream,
    Socket,
    Compact,
    Files,
    Audio,
    Images,
    Control,
}
