namespace CodexPooler.Accounts.Tests.Vaults;

public sealed class DaprStateVaultTests() : VaultConformance(new DaprStateHarness());
