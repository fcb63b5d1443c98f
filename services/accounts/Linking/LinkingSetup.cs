using CodexPooler.Accounts.Linking.Flows;
using CodexPooler.Accounts.Linking.Importing;
using CodexPooler.Accounts.Linking.Inviting;
using CodexPooler.Accounts.Linking.Unlinking;
using CodexPooler.Data;
using CodexPooler.ServiceDefaults.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CodexPooler.Accounts.Linking;

internal static class LinkingSetup
{
    public static void AddLinking(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddSettings<LinkingOptions>("Accounts:Linking");
        builder.AddSettings<AuthFileOptions>("Accounts:AuthFile");
        services.AddHttpClient<DeviceIssuer>();
        services.AddSingleton<LinkAccess>();
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<AccountPlacer>();
        services.AddSingleton<CredentialWriter>();
        services.AddSingleton<AccountLinker>();
        services.AddSingleton<AccountUnlinker>();
        services.AddSingleton<InviteAdmin>();
        services.AddSingleton<InviteAcceptance>();
        services.AddSingleton<LinkFlowSealer>();
        services.AddSingleton(provider => new LinkFlowStore(
            provider.GetRequiredKeyedService<IDatabase>(AccountsModule.Name), provider.GetRequiredService<LinkFlowSealer>()));
        services.AddSingleton<LinkFlows>();
        services.AddSingleton<LinkCompletion>();
        services.AddSingleton<DevicePolling>();
        services.AddSingleton<DeviceLinking>();
        services.AddSingleton<BrowserLinking>();
        services.AddSingleton<LoginImport>();
        services.AddHostedService<LinkFlowRunner>();
        services.AddHostedService<AuthFileWatch>();
    }

    public static void MapLinking(this WebApplication app)
    {
        app.MapGrpcService<LinkingService>();
        app.MapLinkCallback();
        app.MapInvitePages();
    }
}
