namespace CodexPooler.Accounts.Operators;

internal sealed record StoredToken(string OperatorId, string Scheme, string Prefix, string Label);
