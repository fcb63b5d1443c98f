namespace CodexPooler.Cli.Keys;

/// <summary>A client's configuration: which file, what goes into it, what to do then.</summary>
internal sealed record ClientConfig(string File, string Content, string Then)
{
    private const string KeyVariable = "CODEX_POOLER_API_KEY";

    public static ClientConfig For(string client, string url, string model) => client switch
    {
        "codex" => new("~/.codex/config.toml", Codex(url, model, $"env_key = \"{KeyVariable}\""),
            $"Then: export {KeyVariable}=<the key>; codex"),
        // A desktop application does not see what a shell exports.
        "codex-app" => new("~/.codex/config.toml", Codex(url, model, "experimental_bearer_token = \"<the key>\""),
            "Then: chmod 600 ~/.codex/config.toml, and restart the app."),
        _ => new("~/.config/opencode/opencode.json", OpenCode(url, model), $"Then: export {KeyVariable}=<the key>; opencode"),
    };

    // The name must be exactly "OpenAI": with any other the client compacts locally and sends less. requires_openai_auth stays
    // unset: with it the terminal client shows its sign-in screen even when a key is there. Measured with client 0.169.
    private static string Codex(string url, string model, string credential) =>
        $"""
        model = "{model}"
        model_provider = "pooler"

        [model_providers.pooler]
        name = "OpenAI"
        base_url = "{url}/backend-api/codex"
        {credential}
        wire_api = "responses"
        supports_websockets = true
        """;

    private static string OpenCode(string url, string model) =>
        $$"""
        {
          "$schema": "https://opencode.ai/config.json",
          "provider": {
            "openai": {
              "options": {
                "baseURL": "{{url}}/v1",
                "apiKey": "{env:{{KeyVariable}}}"
              }
            }
          },
          "model": "openai/{{model}}",
          "small_model": "openai/{{model}}"
        }
        """;
}
