using CodexPooler.Accounts.Tests.Tokens;

namespace CodexPooler.Accounts.Tests.Vaults;

public sealed class KubernetesRefreshFaultTests() : RefreshFaultTests(new KubernetesHarness());
