using System.Text.Json;

namespace CodexPooler.Edge.Inspection;

/// <summary>Looks through the input for what decides who can serve it: kinds of content, bound items, a compaction at the end.</summary>
internal static class InputReader
{
    public static TurnFacts Read(ref Utf8JsonReader reader, TurnFacts facts)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return facts;
        }

        var kinds = facts.Input;
        var encrypted = facts.HasEncryptedContent;
        var lastIsCompaction = false;
        var itemDepth = reader.CurrentDepth + 1;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            lastIsCompaction = false;
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.CurrentDepth > itemDepth)
            {
                if (reader.TokenType != JsonTokenType.PropertyName) continue;
                if (reader.ValueTextEquals("type"u8)) kinds |= KindOf(ref reader, itemDepth, ref lastIsCompaction);
                else if (reader.ValueTextEquals("encrypted_content"u8)) encrypted |= reader.Read() && reader.TokenType == JsonTokenType.String;
            }
        }

        return facts with { Input = kinds, HasEncryptedContent = encrypted, IsCompaction = lastIsCompaction };
    }

    private static InputKinds KindOf(ref Utf8JsonReader reader, int itemDepth, ref bool isCompaction)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.String) return InputKinds.None;
        if (reader.ValueTextEquals("input_image"u8)) return InputKinds.Image;
        if (reader.ValueTextEquals("input_file"u8)) return InputKinds.File;
        if (reader.ValueTextEquals("input_audio"u8)) return InputKinds.Audio;
        if (reader.CurrentDepth != itemDepth + 1) return InputKinds.None;
        if (reader.ValueTextEquals("reasoning"u8)) return InputKinds.Reasoning;
        if (reader.ValueTextEquals("additional_tools"u8)) return InputKinds.Tools;
        isCompaction |= reader.ValueTextEquals("compaction_trigger"u8);
        return InputKinds.None;
    }
}
