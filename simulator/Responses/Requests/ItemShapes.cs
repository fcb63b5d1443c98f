namespace CodexPooler.Simulator.Responses.Requests;

/// <summary>Item types the Codex client knows.</summary>
internal static class ItemShapes
{
    private static readonly Dictionary<string, ItemShape> ByType = new(StringComparer.Ordinal)
    {
        ["message"] = new("msg", "role", "content", "phase", "end_turn"),
        ["agent_message"] = new(null, "author", "recipient", "content", "role"),
        ["reasoning"] = new("rs", "summary", "content", "encrypted_content"),
        ["function_call"] = new("fc", "call_id", "name", "namespace", "arguments"),
        ["function_call_output"] = new("fc", "call_id", "output"),
        ["custom_tool_call"] = new("ctc", "call_id", "name", "namespace", "input"),
        ["custom_tool_call_output"] = new("ctc", "call_id", "name", "output"),
        ["local_shell_call"] = new(null, "call_id", "action"),
        ["local_shell_call_output"] = new(null, "call_id", "output"),
        ["tool_search_call"] = new(null, "call_id", "execution", "arguments"),
        ["tool_search_output"] = new(null, "call_id", "execution", "tools"),
        ["web_search_call"] = new("ws", "action"),
        ["image_generation_call"] = new("ig", "result", "revised_prompt"),
        ["compaction"] = new("cmp", "encrypted_content"),
        ["compaction_summary"] = new("cmp", "encrypted_content"),
        ["compaction_trigger"] = new(null),
        ["context_compaction"] = new(null, "encrypted_content"),
        ["additional_tools"] = new("at", "role", "tools"),
        ["configuration_update"] = new(null, "role", "content", "configuration"),
    };

    public static ItemShape? Find(string type) => ByType.GetValueOrDefault(type);
}
