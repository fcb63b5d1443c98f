namespace CodexPooler.Edge.Inspection;

/// <summary>What a request says about itself, found in one pass over its bytes. Nothing of its content is kept.</summary>
internal sealed record TurnFacts
{
    public string Model { get; init; } = "";

    public string Effort { get; init; } = "";

    public string ServiceTier { get; init; } = "";

    public string PromptCacheKey { get; init; } = "";

    public string PreviousResponseId { get; init; } = "";

    /// <summary>The client's session, from the body's client metadata.</summary>
    public string SessionId { get; init; } = "";

    public string ThreadId { get; init; } = "";

    public string TurnState { get; init; } = "";

    public bool? Stream { get; init; }

    /// <summary>False for a prewarm: the upstream answers without generating.</summary>
    public bool Generates { get; init; } = true;

    public long MaxOutputTokens { get; init; }

    public InputKinds Input { get; init; }

    /// <summary>The last input item asks for a compaction.</summary>
    public bool IsCompaction { get; init; }

    /// <summary>Input items that only the account that made them can read, in their order.</summary>
    public IReadOnlyList<SealedItem> Sealed { get; init; } = [];

    public bool HasEncryptedContent => Sealed.Count > 0;

    /// <summary>The body is written in the lite dialect: its tools are an input item.</summary>
    public bool IsLite { get; init; }

    /// <summary>The `type` of a WebSocket frame.</summary>
    public string FrameType { get; init; } = "";

    public int BodyLength { get; init; }

    public BodyPlaces Places { get; init; }
}
