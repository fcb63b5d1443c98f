using System.Text;
using System.Text.Json;

namespace CodexPooler.Simulator.Responses.Requests;

/// <summary>One pass over the input items.</summary>
internal sealed class InputScan
{
    private readonly List<PrefixMark> _marks = [];
    private readonly HashSet<string> _calls;
    private readonly HashSet<string> _outputs = new(StringComparer.Ordinal);

    public InputScan(PrefixMark start, IEnumerable<string> openCalls)
    {
        Mark = start;
        _calls = new HashSet<string>(openCalls, StringComparer.Ordinal);
        _marks.Add(start);
    }

    /// <summary>The conversation up to the last item.</summary>
    public PrefixMark Mark { get; private set; }

    public IReadOnlyList<PrefixMark> Marks => _marks;

    /// <summary>Text of the last user message; null when a tool output, or a summary of what was said, came after it.</summary>
    public string? LastUserText { get; private set; }

    public bool HasDeveloperMessage { get; private set; }

    public bool EndsInCompactionTrigger { get; private set; }

    public List<ImageNote> Images { get; } = [];

    /// <summary>Uploaded files the user's messages name.</summary>
    public List<string> FileIds { get; } = [];

    public List<SealedItem> Sealed { get; } = [];

    /// <summary>User messages as sent, kept for the answer of the compact endpoint only.</summary>
    public List<string> UserItems { get; } = [];

    public bool MentionsJson { get; private set; }

    public IEnumerable<string> UnansweredCalls => _calls.Where(call => !_outputs.Contains(call));

    public void Add(JsonElement item, ToolOffers tools, bool keepUserItems)
    {
        var type = item.Text("type");
        EndsInCompactionTrigger = type == "compaction_trigger";
        if (EndsInCompactionTrigger) return;
        Mark = ItemDigest.Add(Mark, item);
        _marks.Add(Mark);
        switch (type)
        {
            case "message":
                AddMessage(item, keepUserItems);
                break;
            case "function_call" or "custom_tool_call" when item.Text("call_id") is { } call:
                _calls.Add(call);
                break;
            case "function_call_output" or "custom_tool_call_output":
                if (item.Text("call_id") is { } answered) _outputs.Add(answered);
                AddImages(item, "output");
                LastUserText = null;
                break;
            case "reasoning" or "compaction" when item.Text("encrypted_content") is { Length: > 0 } content:
                Sealed.Add(new SealedItem(item.Text("id"), content));
                if (type == "compaction") LastUserText = null;
                break;
            case "additional_tools" when item.Child("tools") is { } added:
                tools.Add(added);
                HasDeveloperMessage = true;
                break;
        }
    }

    private void AddMessage(JsonElement item, bool keepUserItems)
    {
        var role = item.Text("role");
        HasDeveloperMessage |= role == "developer";
        var text = TextOf(item);
        MentionsJson |= text.Contains("json", StringComparison.OrdinalIgnoreCase);
        if (role != "user") return;
        LastUserText = text;
        AddImages(item, "content");
        FileIds.AddRange(item.Elements("content").Select(part => part.Text("file_id")).OfType<string>());
        if (keepUserItems) UserItems.Add(item.GetRawText());
    }

    private static string TextOf(JsonElement item)
    {
        if (item.Text("content") is { } plain) return plain;
        var text = new StringBuilder();
        foreach (var part in item.Elements("content")) text.Append(part.Text("text")).Append('\n');
        return text.ToString();
    }

    private void AddImages(JsonElement item, string member)
    {
        foreach (var part in item.Elements(member))
        {
            if (part.Text("type") == "input_image") Images.Add(ImageNote.Of(part));
        }
    }
}
