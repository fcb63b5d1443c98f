using CodexPooler.Accounts.Tests.Tokens;

namespace CodexPooler.Accounts.Tests.Vaults;

public sealed class HashicorpRefreshFaultTests() : RefreshFaultTests(new HashicorpHarness());
