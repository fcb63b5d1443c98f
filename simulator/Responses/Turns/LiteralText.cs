using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CodexPooler.Simulator.Responses.Turns;

/// <summary>A given text, cut into pieces of about a token.</summary>
internal sealed class LiteralText : TextSource
{
    private const int PieceLength = 8;
    private readonly byte[][] _pieces;

    public LiteralText(string text)
        : this(Cut(text), Escape)
    {
    }

    private LiteralText(IEnumerable<string> pieces, Func<string, byte[]> encode) => _pieces = [.. pieces.Select(encode)];

    public override int Pieces => _pieces.Length;

    /// <summary>Pieces sent as they are, unescaped: the caller vouches that they may stand inside a JSON string.</summary>
    public static LiteralText Verbatim(params string[] pieces) => new(pieces, Encoding.UTF8.GetBytes);

    public override ReadOnlySpan<byte> Piece(int index) => _pieces[index];

    private static byte[] Escape(string piece) =>
        JsonEncodedText.Encode(piece, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.ToArray();

    private static IEnumerable<string> Cut(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = Math.Min(text.Length, start + PieceLength);
            if (end < text.Length && char.IsHighSurrogate(text[end - 1])) end++;
            yield return text[start..end];
            start = end;
        }
    }
}
