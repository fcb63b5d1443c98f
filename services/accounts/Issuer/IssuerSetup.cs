using CodexPooler.ServiceDefaults.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CodexPooler.Accounts.Issuer;

internal static class IssuerSetup
{
    public static void AddIssuer(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<IssuerOptions>("Accounts:Issuer");
        builder.Services.AddHttpClient<ITokenIssuer, TokenIssuer>();
    }
}
