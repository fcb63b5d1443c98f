using CodexPooler.ServiceDefaults.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace CodexPooler.ServiceDefaults.Logging;

internal static class LoggingExtensions
{
    public static void AddRedactedConsole(this IHostApplicationBuilder builder, BuildInfo build)
    {
        var options = builder.ReadSettings<LogOptions>(LogOptions.Section);
        builder.Services.AddSingleton(build);
        builder.Logging.ClearProviders();
        builder.Logging.Configure(factory =>
            factory.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        builder.Logging.AddConsoleFormatter<JsonLogFormatter, ConsoleFormatterOptions>();
        builder.Logging.AddConsoleFormatter<TextLogFormatter, ConsoleFormatterOptions>();
        builder.Logging.AddConsole(console =>
            console.FormatterName = options.Format == LogFormat.Json ? JsonLogFormatter.Format : TextLogFormatter.Format);
    }
}
