using System.Runtime.InteropServices;

namespace CodexPooler.Edge.Upstream;

/// <summary>A turn on its way to an account: where it goes, its headers, and its body in memory that is given back early.</summary>
internal sealed class UpstreamRequest(UpstreamAddress address, ReadOnlyMemory<byte> body)
{
    private const int Usual = 16;
    private readonly List<KeyValuePair<string, string>> _headers = new(Usual);

    public UpstreamAddress Address => address;

    public ReadOnlyMemory<byte> Body => body;

    public ReadOnlySpan<KeyValuePair<string, string>> Headers => CollectionsMarshal.AsSpan(_headers);

    /// <summary>Every byte has been handed to the connection.</summary>
    public bool IsSent { get; set; }

    public void Add(string name, string value) => _headers.Add(new(name, value));

    public bool Has(string name)
    {
        foreach (var (known, _) in Headers)
            if (known.Equals(name, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    /// <summary>The same for the framework's client.</summary>
    public HttpRequestMessage ToMessage()
    {
        var content = new LentContent(this);
        var message = new HttpRequestMessage(HttpMethod.Post, address.Uri) { Content = content };
        foreach (var (name, value) in Headers)
            if (!message.Headers.TryAddWithoutValidation(name, value))
                content.Headers.TryAddWithoutValidation(name, value);
        return message;
    }
}
