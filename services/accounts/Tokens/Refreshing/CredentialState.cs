namespace CodexPooler.Accounts.Tokens.Refreshing;

internal sealed record CredentialState(Guid AccountId, long Generation, TokenSet Tokens);
