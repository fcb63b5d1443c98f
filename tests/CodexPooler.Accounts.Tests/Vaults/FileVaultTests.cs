namespace CodexPooler.Accounts.Tests.Vaults;

public sealed class FileVaultTests() : VaultConformance(new FileHarness());
