namespace CodexPooler.Bench.Edge.Upstream;

/// <summary>Answers in frames, unmasked as servers send them.</summary>
internal static class SocketAnswers
{
    private static readonly Dictionary<int, byte[]> Made = [];

    /// <summary>What every answer ends with.</summary>
    public static byte[] LastWords { get; } = Answers.CompletedFrame[^24..];

    /// <summary>The answer to a ping: its own words, without the mask.</summary>
    public static byte[] Pong(ReadOnlySpan<byte> ping)
    {
        var mask = ping[2..6];
        var payload = ping[6..].ToArray();
        for (var i = 0; i < payload.Length; i++) payload[i] ^= mask[i & 3];
        return [0x8a, (byte)payload.Length, .. payload];
    }

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
