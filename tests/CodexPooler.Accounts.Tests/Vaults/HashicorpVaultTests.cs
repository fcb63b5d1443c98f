namespace CodexPooler.Accounts.Tests.Vaults;

public sealed class HashicorpVaultTests() : VaultConformance(new HashicorpHarness());
