namespace CodexPooler.Accounts.Operators;

internal sealed record OperatorToken(string OperatorId, string Scheme, string Prefix, string Label);
