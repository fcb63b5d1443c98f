using CodexPooler.Bench.Edge.Upstream;

namespace CodexPooler.Bench.Edge.Load;

/// <summary>Finds the stamps in what a connection receives, also where one is split.</summary>
internal sealed class StampReader(ILoad load)
{
    private readonly byte[] _kept = new byte[2 * Stamp.Length];
    private int _keptLength;

    public void Read(ReadOnlySpan<byte> bytes)
    {
        if (_keptLength > 0)
        {
            var more = bytes[..Math.Min(Stamp.Length, bytes.Length)];
            more.CopyTo(_kept.AsSpan(_keptLength));
            var joined = _kept.AsSpan(0, _keptLength + more.Length);
            if (joined.Length >= Stamp.Length) Tell(joined);
            _keptLength = 0;
        }

        while (bytes.IndexOf(Stamp.Mark) is >= 0 and var at)
        {
            bytes = bytes[at..];
            if (bytes.Length < Stamp.Length)
            {
                bytes.CopyTo(_kept);
                _keptLength = bytes.Length;
                return;
            }

            Tell(bytes);
            bytes = bytes[Stamp.Length..];
        }
    }

    private void Tell(ReadOnlySpan<byte> stamp)
    {
        if (Stamp.Age(stamp) is >= 0 and var age) load.OnEvent(age);
    }
}
