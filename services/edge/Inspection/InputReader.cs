using System.Text.Json;

namespace CodexPooler.Edge.Inspection;

/// <summary>Looks through the input for what decides who can serve it: kinds of content, bound items, a compaction at the end.</summary>
internal ref struct InputReader
{
    private InputKinds _kinds;
    private List<SealedItem>? _sealed;
    private bool _lastIsCompaction;
    private bool _lite;
    private string _kind;
    private string? _mark;

    public static TurnFacts Read(ref Utf8JsonReader reader, TurnFacts facts)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return facts;
        }

        var input = new InputReader { _kinds = facts.Input, _kind = "" };
        var itemDepth = reader.CurrentDepth + 1;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            input._lastIsCompaction = false;
            if (reader.TokenType != JsonTokenType.StartObject) reader.Skip();
            else input.Item(ref reader, itemDepth);
        }

        return facts with
        {
            Input = input._kinds,
            Sealed = input._sealed ?? facts.Sealed,
            IsCompaction = input._lastIsCompaction,
            IsLite = input._lite,
        };
    }

    private void Item(ref Utf8JsonReader reader, int itemDepth)
    {
        var start = (int)reader.TokenStartIndex;
        (_kind, _mark) = ("", null);
        while (reader.Read() && reader.CurrentDepth > itemDepth)
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            if (reader.ValueTextEquals("type"u8)) Type(ref reader, reader.CurrentDepth == itemDepth + 1);
            else if (reader.CurrentDepth == itemDepth + 1 && reader.ValueTextEquals("encrypted_content"u8)) Content(ref reader);
        }

        if (_mark is not null) (_sealed ??= []).Add(new(_kind, new(start, (int)reader.BytesConsumed), _mark));
    }

    private void Content(ref Utf8JsonReader reader)
    {
        reader.Read();
        _mark = SealedMark.Of(ref reader);
    }

    private void Type(ref Utf8JsonReader reader, bool ofItem)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.String) return;
        if (reader.ValueTextEquals("input_image"u8)) _kinds |= InputKinds.Image;
        else if (reader.ValueTextEquals("input_file"u8)) _kinds |= InputKinds.File;
        else if (reader.ValueTextEquals("input_audio"u8)) _kinds |= InputKinds.Audio;
        else if (ofItem) ItemType(ref reader);
    }

    private void ItemType(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("reasoning"u8)) (_kinds, _kind) = (_kinds | InputKinds.Reasoning, "reasoning");
        else if (reader.ValueTextEquals("additional_tools"u8)) (_kinds, _lite) = (_kinds | InputKinds.Tools, true);
        else if (reader.ValueTextEquals("compaction_trigger"u8)) _lastIsCompaction = true;
        else if (reader.ValueTextEquals("compaction"u8) || reader.ValueTextEquals("compaction_summary"u8)) _kind = "compaction";
    }
}
