using CodexPooler.ServiceDefaults.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CodexPooler.ServiceDefaults.Startup;

/// <summary>The edge of a process: configuration in, exit code out, one line instead of a stack trace on failure.</summary>
public static class ServiceProcess
{
    public static Task<int> RunAsync(
        string service, string[] arguments, Action<WebApplicationBuilder> add, Action<WebApplication> map) =>
        RunAsync(new ServiceCommand(service), arguments, add, map);

    public static async Task<int> RunAsync(
        ServiceCommand command, string[] arguments, Action<WebApplicationBuilder> add, Action<WebApplication> map)
    {
        var problems = new StartupProblems();
        var verbose = arguments.Contains("--verbose") || arguments.Contains("-v");
        try
        {
            var line = CommandLine.Parse(arguments, command.Aliases, command.Flags);
            if (line.Help || line.Version)
            {
                command.Output.WriteLine(line.Help ? command.HelpText() : BuildInfo.Of(command.Service).ToString());
                return 0;
            }

            var builder = CreateBuilder(command, line);
            problems = StartupProblems.Of(builder);
            add(builder);
            SettingsCatalog.Of(builder).RejectUnknown(builder.Configuration, line.Settings.Keys);
            await using var app = builder.Build();
            map(app);
            var failure = await RunToEndAsync(app);
            return failure is null ? 0 : Report(command, problems, failure, verbose);
        }
        catch (Exception exception)
        {
            return Report(command, problems, exception, verbose);
        }
    }

    private static async Task<Exception?> RunToEndAsync(WebApplication app)
    {
        Exception? failure = null;
        using var watch = app.Lifetime.ApplicationStopping.Register(() => failure = FailedInBackground(app));
        try
        {
            await app.StartAsync();
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Asked to leave, or a service failed, while others were still starting: the host only says that it gave up.
            return failure;
        }
        catch
        {
            await StopBackgroundAsync(app);
            throw;
        }

        await app.WaitForShutdownAsync();
        return failure;
    }

    // What is already running must not meet a container that is gone, and complain of it beside the one line that matters.
    private static async Task StopBackgroundAsync(WebApplication app)
    {
        var running = app.Services.GetServices<IHostedService>().OfType<BackgroundService>()
            .Where(service => service.ExecuteTask is not null);
        try
        {
            await Task.WhenAll(running.Select(service => service.StopAsync(CancellationToken.None)));
        }
        catch (Exception)
        {
            // What ended the start is told, not what followed from it.
        }
    }

    // The framework's own defaults watch files, also when their sources are replaced a moment later: on a machine that has no
    // inotify instance left, of which there are 128 a user by default, nothing would start.
    internal static WebApplicationBuilder NewBuilder() => WebApplication.CreateBuilder(new WebApplicationOptions
    {
        ContentRootPath = AppContext.BaseDirectory,
        Args = ["--hostBuilder:reloadConfigOnChange=false"],
    });

    private static WebApplicationBuilder CreateBuilder(ServiceCommand command, CommandLine line)
    {
        var builder = NewBuilder();
        ConfigurationSources.Replace(builder.Configuration, command.Defaults, line);
        return builder;
    }

    // The host stops when a background service fails, but it would exit as if all were well. What fails later, while the host is
    // stopping, is only the end of a call that was cut.
    private static AggregateException? FailedInBackground(WebApplication app) =>
        app.Services.GetServices<IHostedService>().OfType<BackgroundService>()
            .Select(service => service.ExecuteTask?.Exception).FirstOrDefault(failure => failure is not null);

    private static int Report(ServiceCommand command, StartupProblems problems, Exception exception, bool verbose)
    {
        foreach (var problem in problems.Describe(exception))
        {
            command.Error.WriteLine($"codex-pooler {command.Service}: {problem}");
        }

        if (verbose) command.Error.WriteLine(Secrets.Redaction.Scrub(exception.ToString()));
        return 1;
    }
}
