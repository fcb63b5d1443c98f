namespace CodexPooler.Simulator.Responses.Requests;

/// <summary>What a socket remembers behind a previous_response_id. Never the words themselves.</summary>
internal sealed record ConversationState(PrefixMark Mark, IReadOnlyList<string> OpenCalls);
