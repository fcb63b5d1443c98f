namespace CodexPooler.Accounts.Tests.Vaults;

public sealed class KubernetesVaultTests() : VaultConformance(new KubernetesHarness());
