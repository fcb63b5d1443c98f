using CodexPooler.Accounts.Tests.Tokens;

namespace CodexPooler.Accounts.Tests.Vaults;

public sealed class DaprStateRefreshFaultTests() : RefreshFaultTests(new DaprStateHarness());
