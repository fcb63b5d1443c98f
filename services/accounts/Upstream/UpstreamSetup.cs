using CodexPooler.ServiceDefaults.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Upstream;

internal static class UpstreamSetup
{
    public static void AddUpstream(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<UpstreamOptions>("Accounts:Upstream");
        builder.Services.AddHttpClient<UpstreamClient>()
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
    }
}
