using CodexPooler.Accounts.Tests.Tokens;

namespace CodexPooler.Accounts.Tests.Vaults;

public sealed class FileRefreshFaultTests() : RefreshFaultTests(new FileHarness());
