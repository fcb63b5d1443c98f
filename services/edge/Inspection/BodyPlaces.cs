namespace CodexPooler.Edge.Inspection;

/// <summary>Where the values stand that a policy may replace, so that the rest is forwarded byte for byte.</summary>
internal readonly record struct BodyPlaces
{
    /// <summary>Just behind the opening brace: where a missing member can be put.</summary>
    public int ObjectStart { get; init; }

    public bool IsEmptyObject { get; init; }

    public Range? Model { get; init; }

    public Range? Effort { get; init; }

    public Range? ServiceTier { get; init; }

    /// <summary>The first brace of `reasoning`, when it is an object without an effort.</summary>
    public int? ReasoningStart { get; init; }

    public bool ReasoningIsEmpty { get; init; }
}
