using System.Globalization;
using System.Runtime.InteropServices;

namespace CodexPooler.Edge.Upstream;

/// <summary>An upstream's answer: its head, and its body while it arrives.</summary>
internal sealed class UpstreamAnswer(int status) : IDisposable
{
    private const int Usual = 8;
    private List<KeyValuePair<string, string>> _headers = new(Usual);
    private HttpResponseMessage? _message;
    private Stream? _body;

    public int Status => status;

    public bool IsSuccess => status is >= 200 and < 300;

    public ReadOnlySpan<KeyValuePair<string, string>> Headers => CollectionsMarshal.AsSpan(_headers);

    public Stream Body
    {
        get => _body ??= _message?.Content.ReadAsStream() ?? Stream.Null;
        set => _body = value;
    }

    /// <summary>Without its parameters.</summary>
    public ReadOnlySpan<char> MediaType
    {
        get
        {
            var type = Value("content-type").AsSpan();
            return (type.IndexOf(';') is >= 0 and var end ? type[..end] : type).Trim();
        }
    }

    /// <summary>Null when the upstream does not say.</summary>
    public long? Length =>
        long.TryParse(Value("content-length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;

    public static UpstreamAnswer Of(HttpResponseMessage message)
    {
        var answer = new UpstreamAnswer((int)message.StatusCode) { _message = message };
        foreach (var header in message.Headers.NonValidated) answer.Add(header.Key, header.Value.ToString());
        foreach (var header in message.Content.Headers.NonValidated) answer.Add(header.Key, header.Value.ToString());
        return answer;
    }

    public void Add(string name, string value)
    {
        for (var at = 0; at < _headers.Count; at++)
        {
            if (!Same(_headers[at].Key, name)) continue;
            // Two lines of one name mean the same as one line with both.
            _headers[at] = new(name, $"{_headers[at].Value}, {value}");
            return;
        }

        _headers.Add(new(name, value));
    }

    public string? Value(string name)
    {
        foreach (var (known, value) in Headers)
            if (Same(known, name))
                return value;
        return null;
    }

    /// <summary>They have been passed on.</summary>
    public void ForgetHeaders() => _headers = [];

    public void Dispose()
    {
        _body?.Dispose();
        _message?.Dispose();
    }

    private static bool Same(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
