namespace CodexPooler.ServiceDefaults.Logging;

public enum LogFormat
{
    /// <summary>One JSON object a line, for collectors.</summary>
    Json,

    /// <summary>For a person at a terminal.</summary>
    Text,
}
