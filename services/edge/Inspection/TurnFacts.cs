namespace CodexPooler.Edge.Inspection;

/// <summary>
/// What a request says about itself, found in one pass over its bytes, and changed by nobody after it. Nothing of its content is
/// kept.
/// </summary>
internal sealed record TurnFacts
{
    public string Model { get; set; } = "";

    public string Effort { get; set; } = "";

    public string ServiceTier { get; set; } = "";

    public string PromptCacheKey { get; set; } = "";

    public string PreviousResponseId { get; set; } = "";

    /// <summary>The client's session, from the body's client metadata.</summary>
    public string SessionId { get; set; } = "";

    public string ThreadId { get; set; } = "";

    public string TurnState { get; set; } = "";

    public bool? Stream { get; set; }

    /// <summary>False for a prewarm: the upstream answers without generating.</summary>
    public bool Generates { get; set; } = true;

    public long MaxOutputTokens { get; set; }

    public InputKinds Input { get; set; }

    /// <summary>The last input item asks for a compaction.</summary>
    public bool IsCompaction { get; set; }

    /// <summary>Input items that only the account that made them can read, in their order.</summary>
    public IReadOnlyList<SealedItem> Sealed { get; set; } = [];

    public bool HasEncryptedContent => Sealed.Count > 0;

    /// <summary>The body is written in the lite dialect: its tools are an input item.</summary>
    public bool IsLite { get; set; }

    /// <summary>The `type` of a WebSocket frame.</summary>
    public string FrameType { get; set; } = "";

    public int BodyLength { get; set; }

    public BodyPlaces Places { get; set; }
}
