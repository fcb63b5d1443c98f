using System.Buffers;
using System.Text.Json;

namespace CodexPooler.Simulator.Responses.Turns;

internal static class TextParts
{
    /// <summary>A content or summary part, with its whole text or still empty.</summary>
    public static void Write(Utf8JsonWriter json, TextStream stream, bool whole)
    {
        json.WriteStartObject();
        json.WriteString("type", stream.PartType);
        if (stream.PartType == "output_text")
        {
            json.WriteStartArray("annotations");
            json.WriteEndArray();
            json.WriteStartArray("logprobs");
            json.WriteEndArray();
        }
        WriteText(json, stream, whole);
        json.WriteEndObject();
    }

    public static void WriteText(Utf8JsonWriter json, TextStream stream, bool whole)
    {
        if (!whole)
        {
            json.WriteString(stream.TextMember, "");
            return;
        }
        var text = new ArrayBufferWriter<byte>(256);
        stream.Text.WriteQuoted(text);
        json.WritePropertyName(stream.TextMember);
        // Already escaped, and U+2028 must reach the wire as it is when a fault asks for it.
        json.WriteRawValue(text.WrittenSpan, skipInputValidation: true);
    }
}
