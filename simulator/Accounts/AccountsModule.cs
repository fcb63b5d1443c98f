using CodexPooler.Simulator.Control;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CodexPooler.Simulator.Accounts;

internal static class AccountsModule
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddStateful<AccountDirectory>();
        services.AddStateful<OpaqueAccessTokens>();
        services.TryAddSingleton<IAccessTokens>(provider => provider.GetRequiredService<OpaqueAccessTokens>());
        return services;
    }
}
