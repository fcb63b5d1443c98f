namespace CodexPooler.Simulator.Responses.Requests;

/// <summary>The conversation up to one item: its hash and its tokens.</summary>
internal readonly record struct PrefixMark(PrefixHash Hash, long Tokens);
