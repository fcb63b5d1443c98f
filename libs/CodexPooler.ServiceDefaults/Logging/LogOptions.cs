namespace CodexPooler.ServiceDefaults.Logging;

/// <summary>How a service logs to its standard output.</summary>
public sealed class LogOptions
{
    public const string Section = "Log";

    /// <summary><c>Json</c> or <c>Text</c>.</summary>
    public LogFormat Format { get; set; } = LogFormat.Json;
}
