using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Catalogue;

internal static class CatalogueSetup
{
    public static void AddCatalogue(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CatalogueStore>();
        builder.Services.AddSingleton<CatalogueSync>();
        builder.Services.AddSingleton<CatalogueDriver>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<CatalogueDriver>());
    }
}
