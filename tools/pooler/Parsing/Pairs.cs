namespace CodexPooler.Cli.Parsing;

/// <summary>Options of the form NAME=VALUE.</summary>
internal static class Pairs
{
    public static IEnumerable<(string Name, string Value)> Read(string option, IEnumerable<string> texts) => texts.Select(text =>
        text.LastIndexOf('=') is var at and > 0 && at < text.Length - 1
            ? (text[..at], text[(at + 1)..])
            : throw new CliException(ExitCode.Usage, $"{option} '{text}' must look like NAME=VALUE."));
}
