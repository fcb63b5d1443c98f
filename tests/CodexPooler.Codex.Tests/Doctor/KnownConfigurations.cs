namespace CodexPooler.Codex.Tests.Doctor;

/// <summary>Configurations that people have from other gateways' guides, word for word; only the address is another.</summary>
internal static class KnownConfigurations
{
    public const string KeyVariable = "CODEX_POOLER_API_KEY";

    /// <summary>The command that <see cref="ProviderCommand"/> runs, below the user's home.</summary>
    public const string Command = ".codex/bin/cliproxy-token";

    public const string WebSockets =
        """
        model = "gpt-5.5"
        model_provider = "codex-pooler-ws"

        [model_providers.codex-pooler-ws]
        name = "OpenAI"
        base_url = "https://pooler.example.com/backend-api/codex"
        env_key = "CODEX_POOLER_API_KEY"
        wire_api = "responses"
        supports_websockets = true
        requires_openai_auth = true
        """;

    public const string Http =
        """
        model = "gpt-5.5"
        model_provider = "codex-pooler-http"

        [model_providers.codex-pooler-http]
        name = "OpenAI"
        base_url = "https://pooler.example.com/backend-api/codex"
        env_key = "CODEX_POOLER_API_KEY"
        wire_api = "responses"
        supports_websockets = false
        requires_openai_auth = true
        """;

    public const string ProviderCommand =
        """
        model = "gpt-5.5"
        model_context_window = 272000
        model_provider = "cliproxy"

        [model_providers.cliproxy]
        name = "CLIProxy"
        base_url = "http://127.0.0.1:8317/api/provider/codex"
        wire_api = "responses"

        [model_providers.cliproxy.auth]
        command = "$HOME/.codex/bin/cliproxy-token"
        timeout_ms = 5000
        refresh_interval_ms = 300000
        """;

    public static IReadOnlyList<string> All { get; } = [WebSockets, Http, ProviderCommand];

    public static string At(this string configuration, Uri gateway, string home) => configuration
        .Replace("https://pooler.example.com", gateway.ToString().TrimEnd('/'), StringComparison.Ordinal)
        .Replace("http://127.0.0.1:8317", gateway.ToString().TrimEnd('/'), StringComparison.Ordinal)
        .Replace("$HOME", home, StringComparison.Ordinal);
}
