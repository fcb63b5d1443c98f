namespace CodexPooler.Simulator.Responses.Requests;

internal sealed record ToolOffer(string Name, string? Namespace, bool Custom);
