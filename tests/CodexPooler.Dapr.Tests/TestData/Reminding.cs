namespace CodexPooler.Dapr.Tests.TestData;

public sealed record Reminding(string Name, string? State, TimeSpan DueTime, TimeSpan Period);
