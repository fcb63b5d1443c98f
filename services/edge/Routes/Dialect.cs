namespace CodexPooler.Edge.Routes;

/// <summary>In whose language a route speaks, errors included.</summary>
internal enum Dialect
{
    Codex,
    OpenAi,
}
