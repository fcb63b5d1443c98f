using System.Text;

namespace CodexPooler.Edge.Upstream;

/// <summary>Where a kind of turn goes, taken apart once.</summary>
internal sealed class UpstreamAddress(Uri address)
{
    public Uri Uri => address;

    public bool IsSecure { get; } = address.Scheme != Uri.UriSchemeHttp;

    public (string Host, int Port) Peer { get; } = (address.IdnHost, address.Port);

    /// <summary>The first two lines of a request to it.</summary>
    public ReadOnlyMemory<byte> Opening { get; } = Encoding.ASCII.GetBytes(
        $"POST {address.PathAndQuery} HTTP/1.1\r\nHost: {address.IdnHost}{(address.IsDefaultPort ? "" : ":" + address.Port)}\r\n");
}
