using System.Buffers;
using System.Globalization;
using System.Text;

namespace CodexPooler.Edge.Upstream.Plain;

/// <summary>A request's head in rented memory, with as much of its body behind it as there is room for.</summary>
internal sealed class RequestHead : IDisposable
{
    private const int Room = 16 * 1024;
    private const int LongestNumber = 11;
    private static readonly SearchValues<char> Breaks = SearchValues.Create("\r\n\0");
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Room);
    private int _length;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <exception cref="HttpRequestException">A header would break out of its line.</exception>
    public static RequestHead Of(UpstreamRequest request)
    {
        var head = new RequestHead();
        head.Append(request.Address.Opening);
        foreach (var (name, value) in request.Headers) head.Add(name, value);
        head.Add("Content-Length: ");
        head.Add(request.Body.Length);
        head.Add("\r\n\r\n");
        return head;
    }

    /// <summary>Returns what did not fit.</summary>
    public ReadOnlyMemory<byte> Append(ReadOnlyMemory<byte> body)
    {
        var count = Math.Min(body.Length, _bytes.Length - _length);
        body.Span[..count].CopyTo(_bytes.AsSpan(_length));
        _length += count;
        return body[count..];
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    private void Add(string name, string value)
    {
        if (value.AsSpan().ContainsAny(Breaks)) throw new HttpRequestException($"Header {name} holds a line break.");
        Add(name);
        Add(": ");
        Add(value);
        Add("\r\n");
    }

    private void Add(int number)
    {
        Span<char> digits = stackalloc char[LongestNumber];
        number.TryFormat(digits, out var count, provider: CultureInfo.InvariantCulture);
        Add(digits[..count]);
    }

    private void Add(ReadOnlySpan<char> text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_bytes.Length - _length < most) Grow(most);
        _length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_length));
    }

    private void Grow(int more)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + more, _bytes.Length * 2));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
