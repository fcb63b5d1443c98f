using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace CodexPooler.ServiceDefaults.Logging;

/// <summary>One JSON object a line, snake_case, UTC, with the trace it belongs to.</summary>
internal sealed class JsonLogFormatter(BuildInfo build, TimeProvider time) : ConsoleFormatter(Format)
{
    public const string Format = "codex-pooler-json";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("time", time.GetUtcNow().UtcDateTime);
            json.WriteString("level", Level(logEntry.LogLevel));
            json.WriteString("service", build.Service);
            json.WriteString("category", logEntry.Category);
            if (logEntry.EventId.Id != 0) json.WriteNumber("event_id", logEntry.EventId.Id);
            json.WriteString("message", RedactedEntry.Message(logEntry));
            WriteValues(json, "values", RedactedEntry.Values(logEntry.State));
            var scopes = new List<KeyValuePair<string, string>>();
            scopeProvider?.ForEachScope(static (scope, all) => all.AddRange(RedactedEntry.Values(scope)), scopes);
            WriteValues(json, "scope", scopes);
            if (RedactedEntry.Error(logEntry.Exception) is { } error) json.WriteString("error", error);
            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void WriteValues(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, string>> values)
    {
        var distinct = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in values) distinct[JsonNamingPolicy.SnakeCaseLower.ConvertName(key)] = value;
        if (distinct.Count == 0) return;
        json.WriteStartObject(name);
        foreach (var (key, value) in distinct) json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "fatal",
    };
}
