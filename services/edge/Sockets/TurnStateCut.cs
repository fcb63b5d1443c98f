using System.Text.Json;

namespace CodexPooler.Edge.Sockets;

/// <summary>
/// Takes another account's turn state out of a message, where over HTTP its header is left out. The rest stays byte for byte.
/// </summary>
internal static class TurnStateCut
{
    public static ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> message)
    {
        var bytes = message.Span;
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 256 });
        var inMetadata = false;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            if (reader.CurrentDepth == 1) inMetadata = reader.ValueTextEquals("client_metadata"u8);
            if (!inMetadata || reader.CurrentDepth != 2 || !reader.ValueTextEquals("x-codex-turn-state"u8)) continue;
            var start = (int)reader.TokenStartIndex;
            reader.Read();
            reader.Skip();
            var end = (int)reader.BytesConsumed;
            var after = Next(bytes, end);
            if (bytes[after] == (byte)',') end = after + 1;
            else if (Before(bytes, start) is var comma && bytes[comma] == (byte)',') start = comma;
            return (byte[])[.. bytes[..start], .. bytes[end..]];
        }

        return message;
    }

    private static int Next(ReadOnlySpan<byte> bytes, int at) => at + bytes[at..].IndexOfAnyExcept(" \t\r\n"u8);

    private static int Before(ReadOnlySpan<byte> bytes, int at) => bytes[..at].LastIndexOfAnyExcept(" \t\r\n"u8);
}
