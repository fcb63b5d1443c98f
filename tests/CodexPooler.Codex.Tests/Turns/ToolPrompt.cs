using System.Text.Json;

namespace CodexPooler.Codex.Tests.Turns;

/// <summary>A prompt that has the simulated model call a tool.</summary>
internal static class ToolPrompt
{
    public static string Of(string command) => $"CALL_TOOL:exec_command:{JsonSerializer.Serialize(new { cmd = command })}END";
}
