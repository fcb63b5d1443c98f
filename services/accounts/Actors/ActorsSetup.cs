using CodexPooler.ServiceDefaults.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Actors;

internal static class ActorsSetup
{
    private const string Section = "Accounts:Actors";

    public static void AddAccountActors(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<ActorsOptions>(Section);
        if (!builder.ReadSettings<ActorsOptions>(Section).Enabled) return;
        builder.Services.AddActors(options =>
        {
            options.Actors.RegisterActor<AccountActor>();
            options.ActorIdleTimeout = TimeSpan.FromMinutes(20);
        });
        builder.Services.AddSingleton<ActorWaker>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ActorWaker>());
    }

    public static void MapAccountActors(this WebApplication app)
    {
        if (app.Services.GetService<ActorWaker>() is not null) app.MapActorsHandlers();
    }
}
