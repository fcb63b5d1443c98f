using System.Buffers.Binary;

namespace CodexPooler.SidecarDouble.Invocation;

/// <summary>Counts and measures the messages that pass, without decoding them.</summary>
internal sealed class GrpcFrameMeter(int limit)
{
    private readonly byte[] _prefix = new byte[5];
    private int _prefixLength;
    private long _remaining;

    public int Messages { get; private set; }

    /// <returns>False when a message exceeds the limit.</returns>
    public bool Accept(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_remaining > 0)
            {
                var skipped = (int)Math.Min(_remaining, bytes.Length);
                _remaining -= skipped;
                bytes = bytes[skipped..];
                continue;
            }

            var taken = Math.Min(_prefix.Length - _prefixLength, bytes.Length);
            bytes[..taken].CopyTo(_prefix.AsSpan(_prefixLength));
            _prefixLength += taken;
            bytes = bytes[taken..];
            if (_prefixLength < _prefix.Length)
                continue;
            _prefixLength = 0;
            Messages++;
            _remaining = BinaryPrimitives.ReadUInt32BigEndian(_prefix.AsSpan(1));
            if (_remaining > limit)
                return false;
        }

        return true;
    }
}
