using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace CodexPooler.ServiceDefaults.Logging;

/// <summary>Time, level, message: for a person at a terminal.</summary>
internal sealed class TextLogFormatter(TimeProvider time) : ConsoleFormatter(Format)
{
    public const string Format = "codex-pooler-text";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var now = time.GetUtcNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        textWriter.WriteLine($"{now}  {Level(logEntry.LogLevel),-5}  {RedactedEntry.Message(logEntry)}");
        if (RedactedEntry.Error(logEntry.Exception) is { } error) textWriter.WriteLine(error);
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Information => "",
        LogLevel.Warning => "warn",
        _ => "ERROR",
    };
}
