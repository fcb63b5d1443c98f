using System.Net;

namespace CodexPooler.Edge.Ingress;

/// <summary>A list of addresses and networks.</summary>
internal sealed class AddressList(IEnumerable<string> rules)
{
    private readonly IPNetwork[] _networks =
        [.. rules.Select(rule => TryParse(rule, out var network) ? network : throw new FormatException(rule))];

    public bool IsEmpty => _networks.Length == 0;

    public static bool TryParse(string rule, out IPNetwork network)
    {
        if (IPNetwork.TryParse(rule, out network)) return true;
        if (!IPAddress.TryParse(rule, out var single)) return false;
        single = Normal(single);
        network = new IPNetwork(single, single.GetAddressBytes().Length * 8);
        return true;
    }

    /// <summary>An IPv4 address that came in IPv6 clothes is an IPv4 address.</summary>
    public static IPAddress Normal(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    public bool Contains(IPAddress address) => Array.Exists(_networks, network => network.Contains(address));
}
