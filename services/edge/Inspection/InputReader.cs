using System.Text.Json;

namespace CodexPooler.Edge.Inspection;

/// <summary>
/// Looks through the input for what decides who can serve it: kinds of content, bound items, a compaction at the end.
/// </summary>
internal ref struct InputReader
{
    private InputKinds _kinds;
    private List<SealedItem>? _sealed;
    private bool _lastIsCompaction;
    private bool _lite;
    private string _kind;
    private string? _mark;

    public static void Read(ref JsonCursor reader, TurnFacts facts)
    {
        reader.Read();
        if (reader.Kind != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        var input = new InputReader { _kinds = facts.Input, _kind = "" };
        var itemDepth = reader.Depth + 1;
        while (reader.Read() && reader.Kind != JsonTokenType.EndArray)
        {
            input._lastIsCompaction = false;
            if (reader.Kind != JsonTokenType.StartObject) reader.Skip();
            else input.Item(ref reader, itemDepth);
        }

        facts.Input = input._kinds;
        facts.Sealed = input._sealed ?? facts.Sealed;
        (facts.IsCompaction, facts.IsLite) = (input._lastIsCompaction, input._lite);
    }

    private void Item(ref JsonCursor reader, int itemDepth)
    {
        var start = reader.Start;
        (_kind, _mark) = ("", null);
        while (reader.Read() && reader.Depth > itemDepth)
        {
            if (reader.Kind != JsonTokenType.PropertyName) continue;
            if (reader.Is("type"u8)) Type(ref reader, reader.Depth == itemDepth + 1);
            else if (reader.Depth == itemDepth + 1 && reader.Is("encrypted_content"u8)) Content(ref reader);
        }

        if (_mark is not null) (_sealed ??= []).Add(new(_kind, new(start, reader.End), _mark));
    }

    private void Content(ref JsonCursor reader)
    {
        reader.Read();
        _mark = SealedMark.Of(ref reader);
    }

    private void Type(ref JsonCursor reader, bool ofItem)
    {
        if (!reader.Read() || reader.Kind != JsonTokenType.String) return;
        if (reader.Is("input_image"u8)) _kinds |= InputKinds.Image;
        else if (reader.Is("input_file"u8)) _kinds |= InputKinds.File;
        else if (reader.Is("input_audio"u8)) _kinds |= InputKinds.Audio;
        else if (ofItem) ItemType(ref reader);
    }

    private void ItemType(ref JsonCursor reader)
    {
        if (reader.Is("reasoning"u8)) (_kinds, _kind) = (_kinds | InputKinds.Reasoning, "reasoning");
        else if (reader.Is("additional_tools"u8)) (_kinds, _lite) = (_kinds | InputKinds.Tools, true);
        else if (reader.Is("compaction_trigger"u8)) _lastIsCompaction = true;
        else if (reader.Is("compaction"u8) || reader.Is("compaction_summary"u8)) _kind = "compaction";
    }
}
