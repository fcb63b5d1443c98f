using System.Globalization;
using System.Text;

namespace CodexPooler.Testing.Codex;

/// <summary>One run's provider configuration, written as the CLI's config.toml.</summary>
public sealed record CodexSettings(Uri BaseUrl)
{
    public const string KeyVariable = "CODEX_POOLER_TEST_KEY";

    public string Model { get; init; } = "gpt-5.5";

    /// <summary>Bearer sent by the provider; null when auth.json decides.</summary>
    public string? ApiKey { get; init; }

    /// <summary>"OpenAI" switches on remote compaction; any other name has the client compact by itself.</summary>
    public string ProviderName { get; init; } = "OpenAI";

    public bool WebSockets { get; init; }

    /// <summary>The provider takes its bearer from auth.json.</summary>
    public bool RequiresOpenAiAuth { get; init; }

    /// <summary>Root of the account routes (<c>…/backend-api</c>). Its origin must differ from the base URL's as text,
    /// otherwise 0.169 sends turns to the https origin that accounts/check names.</summary>
    public Uri? ChatGptBaseUrl { get; init; }

    public long? AutoCompactTokenLimit { get; init; }

    /// <summary>Features to switch on beside the CLI's own choice.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    public int RequestMaxRetries { get; init; } = 1;

    public int StreamMaxRetries { get; init; } = 2;

    public int StreamIdleTimeoutMs { get; init; } = 20_000;

    public string ToToml()
    {
        var toml = new StringBuilder();
        Line($"model = \"{Model}\"");
        Line($"model_provider = \"pooler\"");
        if (ChatGptBaseUrl is { } chatGpt) Line($"chatgpt_base_url = \"{chatGpt.ToString().TrimEnd('/')}\"");
        Line($"[model_providers.pooler]");
        Line($"name = \"{ProviderName}\"");
        Line($"base_url = \"{BaseUrl.ToString().TrimEnd('/')}\"");
        Line($"wire_api = \"responses\"");
        Line($"supports_websockets = {(WebSockets ? "true" : "false")}");
        Line($"requires_openai_auth = {(RequiresOpenAiAuth ? "true" : "false")}");
        Line($"request_max_retries = {RequestMaxRetries}");
        Line($"stream_max_retries = {StreamMaxRetries}");
        Line($"stream_idle_timeout_ms = {StreamIdleTimeoutMs}");
        if (ApiKey is not null) Line($"env_key = \"{KeyVariable}\"");
        return Quiet(toml.ToString());

        void Line(FormattableString line) => toml.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    /// <summary>A configuration, and what keeps the CLI from asking outside and to these settings' limits.</summary>
    public string Quiet(string configuration)
    {
        var limit = AutoCompactTokenLimit is { } tokens
            ? string.Create(CultureInfo.InvariantCulture, $"model_auto_compact_token_limit = {tokens}\n")
            : "";
        var features = string.Concat(Features.Select(feature => $"{feature} = true\n"));
        // Plugins and apps fetch catalogues from the outside at start.
        return $"""
            check_for_update_on_startup = false
            cli_auth_credentials_store = "file"
            {limit}{configuration}
            [analytics]
            enabled = false
            [features]
            plugins = false
            apps = false
            {features}
            """;
    }
}
