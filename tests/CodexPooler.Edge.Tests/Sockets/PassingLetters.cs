using System.Text;
using CodexPooler.Edge.Sockets.Framing;

namespace CodexPooler.Edge.Tests.Sockets;

/// <summary>Lets messages of some letters pass, and takes what passed apart again by another reader.</summary>
internal sealed class PassingLetters(string letters) : ILinkListener
{
    public bool Passes(ReadOnlySpan<byte> text) => text.IsEmpty || letters.Contains((char)text[0]);

    public ValueTask OnPassingAsync(ReadOnlyMemory<byte> frames, CancellationToken cancellationToken) => default;

    public ValueTask OnMessageAsync(
        ReadOnlyMemory<byte> text, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken) => default;

    public ValueTask OnPauseAsync(CancellationToken cancellationToken) => default;

    public List<(Opcode, string)> Split(ReadOnlySpan<byte> frames)
    {
        var messages = new List<(Opcode, string)>();
        using var reader = new FrameReader(masked: false, mayBeCompressed: false, Math.Max(1, frames.Length));
        while (!frames.IsEmpty)
        {
            var room = reader.Room().Span;
            var part = frames[..Math.Min(room.Length, frames.Length)];
            part.CopyTo(room);
            reader.Advance(part.Length);
            frames = frames[part.Length..];
            while (reader.TryRead(out var message))
            {
                Passes(message.Payload.Span).ShouldBeTrue();
                messages.Add((message.Opcode, Encoding.ASCII.GetString(message.Payload.Span)));
            }
        }

        return messages;
    }
}
