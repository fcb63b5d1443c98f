using System.Buffers;
using System.Text;
using System.Text.Json;
using CodexPooler.Edge.Models;
using CodexPooler.Edge.Relay;

namespace CodexPooler.Edge.Sockets;

/// <summary>
/// The few messages a client must not see as one account sent them. Every other one passes byte for byte.
/// </summary>
/// <param name="etag">The ETag of the list the client was served; with another one it would ask for it after every turn.</param>
/// <param name="model">The model the client asked for, where another serves it: it takes another name for a downgrade.</param>
internal sealed class MessageEdits(string etag, string? model)
{
    /// <summary>Empty where nothing is left of the message.</summary>
    public ReadOnlyMemory<byte> Apply(StreamEvent kind, ReadOnlyMemory<byte> text, StreamObservation seen) => kind switch
    {
        // One account's windows say nothing about the Pool; the reading itself has been taken.
        StreamEvent.RateLimits => default,
        StreamEvent.Metadata or StreamEvent.CodexMetadata => Headers(text),
        StreamEvent.Error when seen.Error is { Status: 0 } error => WithStatus(text, error),
        _ => text,
    };

    /// <summary>A client ignores an error without a status, and hangs.</summary>
    private static ReadOnlyMemory<byte> WithStatus(ReadOnlyMemory<byte> text, UpstreamError error)
    {
        var status = error.Signal switch
        {
            "usage_limit_reached" or "rate_limit_exceeded" or "insufficient_quota" or "usage_not_included" => 429,
            "server_is_overloaded" or "slow_down" => 503,
            "server_error" or "" => 500,
            _ => 400,
        };
        var brace = text.Span.IndexOf((byte)'{') + 1;
        return Splice(text, [(brace, brace, $"\"status\":{status},")]);
    }

    private ReadOnlyMemory<byte> Headers(ReadOnlyMemory<byte> text)
    {
        var places = new List<(int Start, int End, string With)>();
        var reader = new Utf8JsonReader(text.Span);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName) continue;
                var with = reader.ValueTextEquals("x-models-etag"u8) ? etag
                    : reader.ValueTextEquals("openai-model"u8) ? model : null;
                if (with is null || !reader.Read() || reader.TokenType != JsonTokenType.String) continue;
                places.Add(((int)reader.TokenStartIndex, (int)reader.BytesConsumed, $"\"{JsonEncodedText.Encode(with)}\""));
            }
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            // Clients skip what is not JSON.
        }

        return places.Count == 0 ? text : Splice(text, places);
    }

    private static ReadOnlyMemory<byte> Splice(ReadOnlyMemory<byte> text, IEnumerable<(int Start, int End, string With)> places)
    {
        var spliced = new ArrayBufferWriter<byte>(text.Length + 128);
        var at = 0;
        foreach (var (start, end, with) in places)
        {
            spliced.Write(text.Span[at..start]);
            spliced.Write(Encoding.UTF8.GetBytes(with));
            at = end;
        }

        spliced.Write(text.Span[at..]);
        return spliced.WrittenMemory;
    }
}
