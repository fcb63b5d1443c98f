using System.Text.Json;
using CodexPooler.ServiceDefaults.Logging;
using CodexPooler.ServiceDefaults.Tests.TestData;
using CodexPooler.Testing.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace CodexPooler.ServiceDefaults.Tests.Logging;

public sealed class JsonLogFormatterTests
{
    private const string Hidden = "quiet-value-77";

    [Fact]
    public void Write_Entry_IsOneJsonObjectOnOneLine()
    {
        var text = Write("Account {AccountId} failed\ntwice", null, 7);

        text.TrimEnd('\n').ShouldNotContain('\n');
        var json = JsonDocument.Parse(text).RootElement;
        json.GetProperty("time").GetString().ShouldBe("2026-01-01T00:00:00Z");
        json.GetProperty("level").GetString().ShouldBe("warn");
        json.GetProperty("service").GetString().ShouldBe("probe");
        json.GetProperty("values").GetProperty("account_id").GetString().ShouldBe("7");
        json.GetProperty("message").GetString().ShouldBe("Account 7 failed\ntwice");
    }

    [Fact]
    public void Write_SecretThatRendersItself_IsMaskedByType()
    {
        new LeakySecret(Hidden).ToString().ShouldContain(Hidden);

        Write("Opened with {Key}", null, new LeakySecret(Hidden)).ShouldNotContain(Hidden);
        Write("Opened with {Keys}", null, new[] { new LeakySecret(Hidden) }).ShouldNotContain(Hidden);
    }

    [Fact]
    public void Write_ExceptionWithToken_IsScrubbed()
    {
        var text = Write("Failed", new InvalidOperationException("refused: Bearer abcdefghijklmnop"));

        text.ShouldContain("InvalidOperationException");
        text.ShouldNotContain("abcdefghijklmnop");
    }

    [Fact]
    public void Write_HumanFormat_IsMaskedToo()
    {
        var writer = new StringWriter();
        var entry = Entry("Opened with {Key}", null, new LeakySecret(Hidden));

        new TextLogFormatter(new ManualTimeProvider()).Write(entry, null, writer);

        writer.ToString().ShouldBe("00:00:00  warn   Opened with ***" + Environment.NewLine);
    }

    private static string Write(string template, Exception? exception, params object[] values)
    {
        var writer = new StringWriter();
        var build = new BuildInfo("probe", "1", "abc", "test");
        new JsonLogFormatter(build, new ManualTimeProvider()).Write(Entry(template, exception, values), null, writer);
        return writer.ToString();
    }

    private static LogEntry<object> Entry(string template, Exception? exception, params object[] values)
    {
        var logger = new CapturingLogger();
#pragma warning disable CA2254 // The templates are the subject of these tests.
        logger.Log(LogLevel.Warning, exception, template, values);
#pragma warning restore CA2254
        return logger.Entry;
    }

    private sealed class CapturingLogger : ILogger
    {
        public LogEntry<object> Entry { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Entry = new(logLevel, "Probe", eventId, state!, exception, (held, error) => formatter((TState)held, error));
    }
}
