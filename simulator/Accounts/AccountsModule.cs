using CodexPooler.Simulator.Control;

namespace CodexPooler.Simulator.Accounts;

internal static class AccountsModule
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) => services.AddStateful<AccountDirectory>();
}
