using System.CommandLine;

namespace CodexPooler.Cli.Connecting;

internal static class GlobalOptions
{
    public static Option<string?> Server { get; } = new("--server")
    {
        Description = "Address of the accounts service's gRPC port, e.g. https://pooler.example:4021; of accounting's for "
            + "ledger, prices and export, of any router's for router. [env CODEX_POOLER_SERVER]",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("CODEX_POOLER_SERVER"),
        Recursive = true,
    };

    public static Option<string?> Token { get; } = new("--token")
    {
        Description = "Operator token for --server. Better: the environment's CODEX_POOLER_TOKEN, which other users cannot see.",
        Recursive = true,
    };

    public static Option<string?> Data { get; } = new("--data")
    {
        Description = "Data folder of the Codex Pooler on this machine. [env CODEX_POOLER_DATA]",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("CODEX_POOLER_DATA") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".codex-pooler"),
        Recursive = true,
    };

    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print JSON (snake_case) instead of tables; errors go to standard error as JSON too.",
        Recursive = true,
    };
}
