namespace CodexPooler.Simulator.Responses.Turns;

/// <summary>Words drawn by a seed: the same prompt gives the same answer, and no stream keeps its text in memory.</summary>
internal sealed class GeneratedText(ulong seed, int tokens) : TextSource
{
    public override int Pieces => tokens;

    public override ReadOnlySpan<byte> Piece(int index)
    {
        var draw = (seed + (ulong)index) * 0x9E3779B97F4A7C15;
        var word = Vocabulary.Words[(int)((draw >> 33) % (ulong)Vocabulary.Words.Length)];
        return index == 0 ? word.AsSpan(1) : word;
    }
}
