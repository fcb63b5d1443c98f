namespace CodexPooler.Standalone.Demo;

/// <summary>What to paste where to use the demo.</summary>
internal static class DemoText
{
    public static string Of(DemoAccess access, string file) =>
        $$"""
        Codex Pooler's demo is ready on {{access.BaseUrl}}, with three accounts of the simulated backend {{access.SimulatorUrl}}
        Addresses and key for programs: {{file}}

        The key, in the terminal the client runs in:
        export CODEX_POOLER_API_KEY={{access.ApiKey}}

        Codex CLI over WebSockets, ~/.codex/config.toml:
        {{Codex(access.BaseUrl, webSockets: true)}}

        Codex CLI over HTTP only, the same file:
        {{Codex(access.BaseUrl, webSockets: false)}}

        OpenCode, ~/.config/opencode/opencode.json:
        {{OpenCode(access.BaseUrl)}}

        curl:
        {{Curl(access.BaseUrl)}}

        Stop: Ctrl-C. Start with --demo again to find it as it is; the simulated backend begins anew.
        """;

    private static string Codex(string address, bool webSockets) =>
        $"""
        model = "gpt-5.5"
        model_provider = "pooler"

        [model_providers.pooler]
        name = "OpenAI"
        base_url = "{address}/backend-api/codex"
        env_key = "CODEX_POOLER_API_KEY"
        wire_api = "responses"
        supports_websockets = {(webSockets ? "true" : "false")}
        """;

    private static string OpenCode(string address) =>
        $$$"""
        {
          "$schema": "https://opencode.ai/config.json",
          "provider": {
            "openai": { "options": { "baseURL": "{{{address}}}/v1", "apiKey": "{env:CODEX_POOLER_API_KEY}" } }
          },
          "model": "openai/gpt-5.5",
          "small_model": "openai/gpt-5.5"
        }
        """;

    private static string Curl(string address) =>
        $$$"""
        curl -N {{{address}}}/backend-api/codex/responses -H "Authorization: Bearer $CODEX_POOLER_API_KEY" \
          -H 'Content-Type: application/json' -d '{"model":"gpt-5.5","instructions":"Be brief.","store":false,"stream":true,
          "input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"Hello"}]}]}'
        """;
}
