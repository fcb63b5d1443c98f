namespace CodexPooler.Bench.Edge.Load;

/// <summary>Finds the words an answer ends with in what a connection receives, also where they are split.</summary>
internal sealed class EndMark(byte[] words)
{
    private readonly byte[] _kept = new byte[2 * words.Length];
    private int _keptLength;

    public bool IsIn(ReadOnlySpan<byte> bytes)
    {
        if (_keptLength > 0)
        {
            var more = bytes[..Math.Min(words.Length, bytes.Length)];
            more.CopyTo(_kept.AsSpan(_keptLength));
            if (_kept.AsSpan(0, _keptLength + more.Length).IndexOf(words) >= 0) return Found();
        }

        if (bytes.IndexOf(words) >= 0) return Found();
        Keep(bytes);
        return false;
    }

    private bool Found()
    {
        _keptLength = 0;
        return true;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var wanted = words.Length - 1;
        if (bytes.Length >= wanted)
        {
            bytes[^wanted..].CopyTo(_kept);
            _keptLength = wanted;
            return;
        }

        // What was kept, and all of these, are still shorter than the room there is.
        var old = Math.Min(_keptLength, wanted - bytes.Length);
        _kept.AsSpan(_keptLength - old, old).CopyTo(_kept);
        bytes.CopyTo(_kept.AsSpan(old));
        _keptLength = old + bytes.Length;
    }
}
