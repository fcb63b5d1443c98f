namespace CodexPooler.Cli;

/// <summary>A command cannot go on; the message is for the person at the terminal.</summary>
internal sealed class CliException(int code, string message) : Exception(message)
{
    public int Code { get; } = code;
}
