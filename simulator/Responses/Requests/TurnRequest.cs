using CodexPooler.Simulator.Models;

namespace CodexPooler.Simulator.Responses.Requests;

/// <summary>What the backend keeps of a request while it answers: no JSON document, no content but the last user text.</summary>
internal sealed record TurnRequest
{
    public required ModelTraits Model { get; init; }

    public required TurnKind Kind { get; init; }

    public string? ServiceTier { get; init; }

    public string? PromptCacheKey { get; init; }

    public string? PreviousResponseId { get; init; }

    public string? Effort { get; init; }

    public string? Summary { get; init; }

    public string? Verbosity { get; init; }

    /// <summary>An instance of the asked JSON schema, or of json_object; null for plain text.</summary>
    public string? StructuredAnswer { get; init; }

    public bool EncryptedReasoning { get; init; }

    public bool ParallelToolCalls { get; init; }

    public bool Generate { get; init; } = true;

    public string? TurnState { get; init; }

    public required ToolOffers Tools { get; init; }

    public required InputScan Input { get; init; }
}
