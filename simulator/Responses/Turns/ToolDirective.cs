namespace CodexPooler.Simulator.Responses.Turns;

internal sealed record ToolDirective(string Name, string Arguments);
