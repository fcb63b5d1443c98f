namespace CodexPooler.ServiceDefaults.Health;

/// <summary>The body of a probe: the status and, by name, what is not well.</summary>
internal sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, string> Failing);
