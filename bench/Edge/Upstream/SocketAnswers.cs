namespace CodexPooler.Bench.Edge.Upstream;

/// <summary>Answers in frames, unmasked as servers send them.</summary>
internal static class SocketAnswers
{
    private static readonly Dictionary<int, byte[]> Made = [];

    /// <summary>An empty pong; the pings of clients here carry nothing.</summary>
    public static byte[] Pong { get; } = [0x8a, 0];

    /// <summary>A turn of so many frames: created, words, completed.</summary>
    public static byte[] Of(int frames)
    {
        if (Made.TryGetValue(frames, out var answer)) return answer;
        var words = Enumerable.Repeat(Answers.DeltaFrame, Math.Max(0, frames - 2));
        answer = [.. ((byte[][])[Answers.OpeningFrame, .. words, Answers.CompletedFrame]).SelectMany(Frame)];
        return Made[frames] = answer;
    }

    private static byte[] Frame(byte[] text) => text.Length < 126
        ? [0x81, (byte)text.Length, .. text]
        : [0x81, 126, (byte)(text.Length >> 8), (byte)text.Length, .. text];
}
