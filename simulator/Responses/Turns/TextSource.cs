using System.Buffers;

namespace CodexPooler.Simulator.Responses.Turns;

/// <summary>Text in the pieces it is streamed in, each already escaped for JSON.</summary>
internal abstract class TextSource
{
    public abstract int Pieces { get; }

    public abstract ReadOnlySpan<byte> Piece(int index);

    /// <summary>The whole text as a JSON string with its quotes.</summary>
    public void WriteQuoted(IBufferWriter<byte> target)
    {
        target.Write("\""u8);
        for (var i = 0; i < Pieces; i++) target.Write(Piece(i));
        target.Write("\""u8);
    }
}
