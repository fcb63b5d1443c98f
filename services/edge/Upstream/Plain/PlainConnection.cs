using System.Buffers;
using System.Net.Sockets;

namespace CodexPooler.Edge.Upstream.Plain;

/// <summary>
/// One HTTP/1.1 connection in clear. It borrows memory only while an answer begins or has something to read. While it is idle it
/// listens: what ends the waiting is the peer's end, or the next answer.
/// </summary>
internal sealed class PlainConnection : IDisposable
{
    private const int FirstRead = 4096;
    private const int LongestHead = 64 * 1024;
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private byte[]? _ahead;
    private int _aheadStart;
    private int _aheadEnd;
    private ValueTask<int> _listening;
    private bool _listens;

    public PlainConnection(Socket socket, long openedAt)
    {
        (_socket, OpenedAt) = (socket, openedAt);
        _stream = new(socket, ownsSocket: true);
        socket.Blocking = false;
    }

    public long OpenedAt { get; }

    public long IdleSince { get; set; }

    /// <summary>
    /// True while the peer has neither closed it nor spoken without being asked, as far as that was heard: what the system has
    /// just received is heard a moment later.
    /// </summary>
    public bool SeemsQuiet => !_listens || !_listening.IsCompleted;

    /// <summary>The same as the system knows it, which is asked.</summary>
    public bool IsQuiet => SeemsQuiet && !_socket.Poll(0, SelectMode.SelectRead);

    /// <summary>Nobody uses it from now on until the next exchange.</summary>
    public void Listen()
    {
#pragma warning disable CA2012 // It is awaited once: by the next exchange, unless there is none.
        _listening = _stream.ReadAsync(Memory<byte>.Empty, CancellationToken.None);
#pragma warning restore CA2012
        _listens = true;
    }

    /// <summary>Ends with the answer's head. A connection on which that fails is closed.</summary>
    public async ValueTask<UpstreamAnswer> ExchangeAsync(
        UpstreamRequest request, PlainPool home, CancellationToken cancellationToken)
    {
        try
        {
            try
            {
                await SendAsync(request, cancellationToken);
            }
            catch (IOException) when (!IsQuiet)
            {
                // It may have said why it takes no more.
            }

            if (_listens)
            {
                _listens = false;
                // Listening knows nothing of this turn; what ends it early is the connection's end.
                using var leaving = cancellationToken.UnsafeRegister(
                    static open => ((PlainConnection)open!)._stream.Dispose(), this);
                await _listening;
            }

            _ahead = ArrayPool<byte>.Shared.Rent(FirstRead);
            (_aheadStart, _aheadEnd) = (0, 0);
            while (true)
            {
                if (_aheadEnd == _ahead.Length) Grow();
                var read = await _stream.ReadAsync(_ahead.AsMemory(_aheadEnd), cancellationToken);
                if (read == 0) throw new IOException("The upstream closed the connection before it answered.");
                _aheadEnd += read;
                if (TakeHead(home) is { } answer) return answer;
            }
        }
        catch (Exception cause)
        {
            Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            // Never sent again from here: the turn may have begun. Another try is the attempt loop's to decide.
            if (cause is IOException) throw new HttpRequestException(HttpRequestError.ResponseEnded, cause.Message, cause);
            throw;
        }
    }

    /// <summary>What came with the head, before anything else is read.</summary>
    public int TakeAhead(Span<byte> into)
    {
        var count = Math.Min(into.Length, _aheadEnd - _aheadStart);
        if (count == 0) return 0;
        _ahead.AsSpan(_aheadStart, count).CopyTo(into);
        _aheadStart += count;
        if (_aheadStart == _aheadEnd) GiveBack();
        return count;
    }

    public bool HasAhead => _ahead is not null;

    /// <summary>With nowhere to put them, waits for bytes.</summary>
    public ValueTask<int> ReadAsync(Memory<byte> into, CancellationToken cancellationToken) =>
        _stream.ReadAsync(into, cancellationToken);

    public void Dispose()
    {
        GiveBack();
        _stream.Dispose();
    }

    private async ValueTask SendAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        using var head = RequestHead.Of(request);
        // A small body goes in the same packet.
        var rest = head.Append(request.Body);
        await WriteAsync(head.Written, cancellationToken);
        if (!rest.IsEmpty) await WriteAsync(rest, cancellationToken);
        request.IsSent = true;
    }

    // Mostly the system takes everything at once: nothing is made, and then kept by the socket, for waiting.
    private ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var sent = _socket.Send(bytes.Span, SocketFlags.None, out var error);
        if (error is not (SocketError.Success or SocketError.WouldBlock))
            throw new IOException("The upstream takes no more of the request.", new SocketException((int)error));
        return sent == bytes.Length ? default : _stream.WriteAsync(bytes[sent..], cancellationToken);
    }

    private UpstreamAnswer? TakeHead(PlainPool home)
    {
        while (ResponseHead.LengthOf(_ahead.AsSpan(_aheadStart.._aheadEnd)) is > 0 and var length)
        {
            var answer = ResponseHead.Read(_ahead.AsSpan(_aheadStart, length), out var framing, out var closes);
            _aheadStart += length;
            // Nothing asks for what is said in between.
            if (answer.Status < 200) continue;
            if (_aheadStart == _aheadEnd) GiveBack();
            answer.Body = new PlainBody(this, framing, closes ? null : home);
            return answer;
        }

        return null;
    }

    private void Grow()
    {
        if (_ahead!.Length >= LongestHead) throw new IOException("The upstream's response headers are too long.");
        var larger = ArrayPool<byte>.Shared.Rent(_ahead.Length * 2);
        _ahead.AsSpan(0, _aheadEnd).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_ahead);
        _ahead = larger;
    }

    private void GiveBack()
    {
        if (_ahead is { } rented) ArrayPool<byte>.Shared.Return(rented);
        (_ahead, _aheadStart, _aheadEnd) = (null, 0, 0);
    }
}
