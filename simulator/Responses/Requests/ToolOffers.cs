using System.Text.Json;

namespace CodexPooler.Simulator.Responses.Requests;

/// <summary>The tools a request offers: name to kind, through namespaces and additional_tools.</summary>
internal sealed class ToolOffers
{
    private readonly Dictionary<string, ToolOffer> _tools = new(StringComparer.Ordinal);

    /// <summary>A strict schema that breaks the strict rules: the backend opens the stream and then drops it.</summary>
    public bool BrokenStrictSchema { get; private set; }

    public ToolOffer? Find(string name) => _tools.GetValueOrDefault(name);

    public void Add(JsonElement tools, string? within = null)
    {
        if (tools.ValueKind != JsonValueKind.Array) return;
        foreach (var tool in tools.EnumerateArray()) AddOne(tool, within);
    }

    private void AddOne(JsonElement tool, string? within)
    {
        var name = tool.Text("name");
        switch (tool.Text("type"))
        {
            case "namespace" when tool.TryGetProperty("tools", out var nested):
                Add(nested, name);
                break;
            case "function" when name is not null:
                _tools[name] = new ToolOffer(name, within, Custom: false);
                BrokenStrictSchema |= StrictSchema.IsBroken(tool);
                break;
            case "custom" when name is not null:
                _tools[name] = new ToolOffer(name, within, Custom: true);
                break;
        }
    }
}
