using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CodexPooler.Simulator.Responses.Events;

/// <summary>The one event a stream is about to send; reused for all of them.</summary>
internal sealed class EventBuffer : IDisposable
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly ArrayBufferWriter<byte> _bytes = new(512);
    private readonly Utf8JsonWriter _json;
    private long _sequence;

    public EventBuffer(long firstSequence = 0)
    {
        _json = new Utf8JsonWriter(_bytes, Options);
        _sequence = firstSequence;
    }

    public ReadOnlyMemory<byte> Json => _bytes.WrittenMemory;

    /// <summary>Writes an event through a JSON writer; the type comes first, as upstream has it.</summary>
    public EventName Write(EventName name, Action<Utf8JsonWriter> members, bool numbered = true)
    {
        _bytes.ResetWrittenCount();
        _json.Reset(_bytes);
        _json.WriteStartObject();
        _json.WriteString("type", name.Utf8);
        if (numbered) _json.WriteNumber("sequence_number", _sequence++);
        members(_json);
        _json.WriteEndObject();
        _json.Flush();
        return name;
    }

    /// <summary>Writes a delta from ready bytes: the path almost every event takes.</summary>
    public EventName WriteDelta(DeltaTemplate template, ReadOnlySpan<byte> piece)
    {
        _bytes.ResetWrittenCount();
        template.Write(_bytes, piece, _sequence++);
        return template.Name;
    }

    public void Dispose() => _json.Dispose();
}
