using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using CodexPooler.Simulator.Responses.Turns;

namespace CodexPooler.Simulator.Responses.Events;

/// <summary>Everything of an item's delta events but the piece and the sequence number, as bytes.</summary>
internal sealed class DeltaTemplate
{
    private const int MaxNumberBytes = 20;
    private readonly byte[] _head;
    private readonly byte[] _tail;

    public DeltaTemplate(OutputItem item, TextStream stream, int outputIndex)
    {
        Name = stream.Delta;
        var index = stream.IndexMember is null ? "" : $",\"{stream.IndexMember}\":0";
        var logprobs = stream.PartType == "output_text" ? ",\"logprobs\":[]" : "";
        _head = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"type\":\"{Name.Text}\"{index},\"item_id\":\"{item.Id}\",\"output_index\":{outputIndex},\"delta\":\""));
        _tail = Encoding.UTF8.GetBytes($"\"{logprobs},\"sequence_number\":");
    }

    public EventName Name { get; }

    public void Write(ArrayBufferWriter<byte> target, ReadOnlySpan<byte> piece, long sequence)
    {
        var span = target.GetSpan(_head.Length + piece.Length + _tail.Length + MaxNumberBytes + 1);
        _head.CopyTo(span);
        var length = _head.Length;
        piece.CopyTo(span[length..]);
        length += piece.Length;
        _tail.CopyTo(span[length..]);
        length += _tail.Length;
        Utf8Formatter.TryFormat(sequence, span[length..], out var digits);
        length += digits;
        span[length++] = (byte)'}';
        target.Advance(length);
    }
}
