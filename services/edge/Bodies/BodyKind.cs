namespace CodexPooler.Edge.Bodies;

/// <summary>What a route takes as its body.</summary>
internal enum BodyKind
{
    /// <summary>JSON, compressed or not.</summary>
    Json,

    /// <summary>Whatever the client sends, but nothing compressed.</summary>
    Opaque,
}
