namespace CodexPooler.Contracts.Tests.TestData;

internal sealed record BrokerMessage(string Body, IReadOnlyDictionary<string, string> Headers);
