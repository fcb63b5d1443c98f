using CodexPooler.ServiceDefaults;

namespace CodexPooler.AdminConsole;

/// <summary>What somebody sees who opens the console's address: what answers here, and how to operate it.</summary>
internal static class WelcomeText
{
    public static string Of(BuildInfo build) =>
        $"""
        Codex Pooler console, {build.Version}

        Operate this installation with the 'pooler' command: pooler --help
        State: /healthz/ready   Build: /healthz/info   Metrics: /metrics

        """;
}
