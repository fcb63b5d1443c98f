using System.Buffers.Text;
using System.Text;
using CodexPooler.Bench.Edge.Loop;

namespace CodexPooler.Bench.Edge.Upstream;

/// <summary>Reads just enough of HTTP/1.1 to know when a request is over.</summary>
internal sealed class UpstreamConnection(EventLoop loop, int descriptor, FakeUpstream upstream) : Connection(loop, descriptor)
{
    private const int ReadingHead = -1;
    private const int UntilLastChunk = -2;
    private static ReadOnlySpan<byte> Length => "content-length:"u8;

    private readonly List<byte> _head = [];
    private int _left = ReadingHead;
    private bool _paced;
    private UpstreamSocket? _socket;

    protected override void OnReceived(ReadOnlySpan<byte> bytes)
    {
        if (_socket is not null)
        {
            _socket.OnReceived(bytes);
            return;
        }

        while (bytes.Length > 0)
        {
            if (_left == ReadingHead && !TakeHead(ref bytes)) return;
            if (_left == UntilLastChunk)
            {
                if (!bytes.EndsWith("0\r\n\r\n"u8)) return;
                bytes = default;
                _left = 0;
            }
            else
            {
                var taken = Math.Min(_left, bytes.Length);
                bytes = bytes[taken..];
                _left -= taken;
            }

            if (_left > 0) return;
            _left = ReadingHead;
            Reply();
        }
    }

    public override void Close()
    {
        if (_paced) upstream.Leave(this);
        _paced = false;
        base.Close();
    }

    private bool TakeHead(ref ReadOnlySpan<byte> bytes)
    {
        if (_head.Count == 0 && bytes.IndexOf("\r\n\r\n"u8) is >= 0 and var end)
        {
            _left = BodyLength(bytes[..end]);
            bytes = bytes[(end + 4)..];
            if (bytes.IsEmpty && _left == 0)
            {
                _left = ReadingHead;
                Reply();
                return false;
            }

            return _socket is null;
        }

        _head.AddRange(bytes);
        var all = _head.ToArray();
        bytes = default;
        if (all.AsSpan().IndexOf("\r\n\r\n"u8) < 0) return false;
        _head.Clear();
        OnReceived(all);
        return false;
    }

    private int BodyLength(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("GET "u8))
        {
            _socket = UpstreamSocket.Accept(this, head, upstream);
            return 0;
        }

        foreach (var range in head.Split("\r\n"u8))
        {
            var line = head[range];
            if (line.Length <= Length.Length || !Ascii.EqualsIgnoreCase(line[..Length.Length], Length)) continue;
            _ = Utf8Parser.TryParse(line[Length.Length..].Trim((byte)' '), out int length, out _);
            return length;
        }

        return UntilLastChunk;
    }

    private void Reply()
    {
        if (_socket is not null) return;
        upstream.Turns++;
        Send(upstream.Answer switch { Answer.Json => Answers.Json, Answer.Burst => Answers.Burst, _ => Answers.Opening });
        if (upstream.Answer != Answer.Paced) return;
        _paced = true;
        upstream.Join(this);
    }
}
