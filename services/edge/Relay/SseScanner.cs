using System.Runtime.CompilerServices;

namespace CodexPooler.Edge.Relay;

/// <summary>
/// Follows the events in a byte stream it does not change. Lines end with LF, CRLF or CR, may be split anywhere and may be tens
/// of megabytes long; an event nobody reads is never copied.
/// </summary>
internal sealed class SseScanner(IStreamObserver observer, int longestEvent = 64 * 1024 * 1024) : IDisposable
{
    private const byte Lf = (byte)'\n';
    private const byte Cr = (byte)'\r';
    private const int LongestField = 6;
    private FieldName _field;
    private EventBuffer _data;
    private int _fieldLength;
    private Line _line;
    private Reading _reading;
    private StreamEvent _kind;
    private bool _lfBelongsToCr;
    private bool _lineIsEmpty = true;
    private bool _bomPossible = true;

    private enum Line
    {
        Unknown,
        Data,
        DataAfterColon,
        Ignored,
    }

    [InlineArray(LongestField)]
    private struct FieldName
    {
        private byte _first;
    }

    private enum Reading
    {
        Nothing,
        Type,
        Everything,
        KnownKind,
        Skipped,
    }

    /// <summary>No line and no event is half told.</summary>
    public bool AtBoundary => _lineIsEmpty && _reading == Reading.Nothing;

    public void Scan(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_lfBelongsToCr)
            {
                _lfBelongsToCr = false;
                if (bytes[0] == Lf)
                {
                    bytes = bytes[1..];
                    continue;
                }
            }

            if (AtBoundary && !_bomPossible && TryPass(ref bytes)) continue;
            var end = bytes.IndexOfAny(Lf, Cr);
            if (end < 0)
            {
                Take(bytes);
                return;
            }

            if (end > 0) Take(bytes[..end]);
            _lfBelongsToCr = bytes[end] == Cr;
            EndLine();
            bytes = bytes[(end + 1)..];
        }
    }

    public void Dispose() => _data.Release();

    // Most events are there whole, with their type in front, and are not read: only their end is looked for.
    private bool TryPass(ref ReadOnlySpan<byte> bytes)
    {
        var name = bytes.IndexOfAny(Lf, Cr);
        if (name <= 0 || bytes[name] != Lf || !bytes.StartsWith("event: "u8)) return false;
        var data = bytes[(name + 1)..];
        if (!TypeSniffer.TryKind(data, out var kind) || StreamEvents.IsRead(kind)) return false;
        var end = data.IndexOfAny(Lf, Cr);
        if (end < 0 || end + 1 >= data.Length || data[end] != Lf || data[end + 1] != Lf) return false;
        observer.OnBegin(kind);
        bytes = data[(end + 2)..];
        return true;
    }

    private void Take(ReadOnlySpan<byte> part)
    {
        _lineIsEmpty = false;
        if (_line == Line.Unknown) part = Classify(part);
        if (_line == Line.DataAfterColon && part.Length > 0)
        {
            if (part[0] == (byte)' ') part = part[1..];
            _line = Line.Data;
        }

        if (_line == Line.Data) TakeData(part);
    }

    // Collects until the field's name is known; what follows its colon is returned.
    private ReadOnlySpan<byte> Classify(ReadOnlySpan<byte> part)
    {
        if (_fieldLength == 0 && !_bomPossible && part.Length >= LongestField)
        {
            // Almost every line arrives with its name whole.
            _line = part.StartsWith("data:"u8) ? Line.DataAfterColon : Line.Ignored;
            if (_line == Line.Ignored) return default;
            BeginData();
            return part[5..];
        }

        while (part.Length > 0)
        {
            _field[_fieldLength++] = part[0];
            part = part[1..];
            ReadOnlySpan<byte> name = _field[.._fieldLength];
            if (_bomPossible && name.SequenceEqual("\uFEFF"u8))
            {
                (_fieldLength, _bomPossible) = (0, false);
                continue;
            }

            if (name.SequenceEqual("data:"u8))
            {
                BeginData();
                _line = Line.DataAfterColon;
                return part;
            }

            if (_fieldLength == LongestField || !("data:"u8.StartsWith(name) || (_bomPossible && "\uFEFF"u8.StartsWith(name))))
            {
                _line = Line.Ignored;
                return default;
            }
        }

        return default;
    }

    private void BeginData()
    {
        if (_reading == Reading.Nothing) _reading = Reading.Type;
        else if (_reading is not Reading.Skipped) TakeData("\n"u8);
    }

    private void TakeData(ReadOnlySpan<byte> part)
    {
        if (_reading == Reading.Skipped || part.Length == 0) return;
        if (_data.Length + (long)part.Length > longestEvent)
        {
            // Too long to look into: relayed all the same.
            if (_reading != Reading.KnownKind) observer.OnBegin(StreamEvent.Other);
            Skip();
            return;
        }

        if (_reading == Reading.Type)
        {
            var wanted = Math.Clamp(TypeSniffer.Enough - _data.Length, 0, part.Length);
            // Most events arrive whole and are not looked into: nothing of them is copied.
            var decided = _data.Length == 0 && Decide(part[..wanted], ended: false);
            if (!decided)
            {
                _data.Append(part[..wanted]);
                part = part[wanted..];
                Decide(_data.Written, ended: false);
            }

            if (_reading == Reading.Skipped) return;
        }

        _data.Append(part);
    }

    private bool Decide(ReadOnlySpan<byte> start, bool ended)
    {
        if (!TypeSniffer.TryDecide(start, ended, out var kind, out var known)) return false;
        if (!known)
        {
            _reading = Reading.Everything;
            return true;
        }

        _kind = kind;
        observer.OnBegin(kind);
        if (StreamEvents.IsRead(kind)) _reading = Reading.KnownKind;
        else Skip();
        return true;
    }

    private void Skip()
    {
        _data.Release();
        _reading = Reading.Skipped;
    }

    private void EndLine()
    {
        if (_lineIsEmpty) EndEvent();
        else if (_line == Line.Unknown && _field[.._fieldLength].SequenceEqual("data"u8)) BeginData();
        (_line, _fieldLength, _lineIsEmpty, _bomPossible) = (Line.Unknown, 0, true, false);
    }

    private void EndEvent()
    {
        if (_reading == Reading.Type) Decide(_data.Written, ended: true);
        if (_reading is Reading.Everything or Reading.Type)
        {
            _kind = TypeSniffer.Read(_data.Written);
            observer.OnBegin(_kind);
        }

        if (_reading is not (Reading.Nothing or Reading.Skipped)
            && StreamEvents.IsRead(_kind)) observer.OnEvent(_kind, _data.Written);
        _data.Release();
        (_reading, _kind) = (Reading.Nothing, StreamEvent.Other);
    }
}
