namespace CodexPooler.Edge.Upstream.Plain;

/// <summary>Takes the framing out of a chunked body, in place and however it is split.</summary>
internal sealed class ChunkFraming : IBodyFraming
{
    private const int MostDigits = 7;
    private Stage _stage;
    private long _left;
    private bool _blank = true;

    private enum Stage
    {
        Size,
        Extension,
        Data,
        AfterData,
        Trailer,
        Ended,
    }

    public bool IsEnded => _stage == Stage.Ended;

    public bool EndsWithConnection => false;

    public int Decode(Span<byte> bytes, out int used)
    {
        var written = 0;
        used = 0;
        while (used < bytes.Length && _stage != Stage.Ended)
        {
            if (_stage != Stage.Data)
            {
                if (!TryBegin(bytes, ref used)) Take(bytes[used++]);
                continue;
            }

            var count = (int)Math.Min(_left, bytes.Length - used);
            if (used != written) bytes.Slice(used, count).CopyTo(bytes[written..]);
            (used, written, _left) = (used + count, written + count, _left - count);
            if (_left == 0) _stage = Stage.AfterData;
        }

        return written;
    }

    // A chunk's end and the next one's size mostly arrive whole and without extensions.
    private bool TryBegin(ReadOnlySpan<byte> bytes, ref int used)
    {
        var at = used;
        if (_stage == Stage.AfterData)
        {
            if (bytes.Length - at < 2 || bytes[at] != '\r' || bytes[at + 1] != '\n') return false;
            at += 2;
        }
        else if (_stage != Stage.Size || !_blank) return false;

        var size = 0;
        var first = at;
        while (at < bytes.Length && at - first < MostDigits && char.IsAsciiHexDigit((char)bytes[at]))
            size = (size << 4) | Digit(bytes[at++]);
        if (size == 0 || bytes.Length - at < 2 || bytes[at] != '\r' || bytes[at + 1] != '\n') return false;
        (_left, _stage, used) = (size, Stage.Data, at + 2);
        return true;
    }

    private void Take(byte sign)
    {
        if (sign == '\r') return;
        switch (_stage)
        {
            case Stage.Size when char.IsAsciiHexDigit((char)sign) && _left <= int.MaxValue:
                _left = (_left << 4) | (uint)Digit(sign);
                _blank = false;
                break;
            case Stage.Size or Stage.Extension when sign == '\n' && !_blank:
                _stage = _left == 0 ? Stage.Trailer : Stage.Data;
                _blank = true;
                break;
            case Stage.Size when sign is (byte)';' or (byte)' ' or (byte)'\t' && !_blank:
                _stage = Stage.Extension;
                break;
            case Stage.Extension when sign != '\n':
                break;
            case Stage.AfterData when sign == '\n':
                _stage = Stage.Size;
                break;
            case Stage.Trailer:
                if (sign == '\n' && _blank) _stage = Stage.Ended;
                _blank = sign == '\n';
                break;
            default:
                throw new IOException("The upstream's chunks are broken.");
        }
    }

    private static int Digit(byte sign) => sign <= '9' ? sign - '0' : (sign | 0x20) - 'a' + 10;
}
