using CodexPooler.ServiceDefaults;

namespace CodexPooler.AdminConsole;

/// <summary>The console service, composed the same way in its own process and in the standalone host.</summary>
public static class ConsoleModule
{
    public const string Name = "console";

    public static IHostApplicationBuilder AddAdminConsole(this IHostApplicationBuilder builder) => builder;

    public static WebApplication MapAdminConsole(this WebApplication app)
    {
        app.MapGet("/", (BuildInfo build) => TypedResults.Text(WelcomeText.Of(build)));
        return app;
    }
}
