using System.Buffers;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace CodexPooler.Edge.Ingress;

/// <summary>Finds a client's address behind trusted proxies. One source, believed from a trusted peer only.</summary>
internal sealed class ClientAddressReader(IOptions<IngressOptions> options)
{
    private const int MostHops = 32;
    private const int LongestEntry = 64;
    private static readonly SearchValues<char> DigitsAndDots = SearchValues.Create("0123456789.");
    private readonly AddressList _trusted = new(options.Value.TrustedProxies);

    public ClientAddress Read(IPAddress? peer, IHeaderDictionary headers)
    {
        if (peer is null) return new(null, "peer_unknown");
        peer = AddressList.Normal(peer);
        if (_trusted.IsEmpty || !_trusted.Contains(peer)) return new(peer);
        return options.Value.AddressSource switch
        {
            ClientAddressSource.XRealIp => RealIp(headers["X-Real-IP"]),
            ClientAddressSource.XForwardedFor => Forwarded(headers["X-Forwarded-For"]),
            _ => new(peer),
        };
    }

    private static ClientAddress RealIp(StringValues header) => header.Count switch
    {
        0 => new(null, "forwarded_header_missing"),
        1 => Entry(header.ToString()),
        _ => new(null, "duplicate_x_real_ip"),
    };

    private ClientAddress Forwarded(StringValues header)
    {
        if (header.Count == 0) return new(null, "forwarded_header_missing");
        var entries = header.SelectMany(line => (line ?? "").Split(',')).ToList();
        if (entries.Count > MostHops) return new(null, "forwarded_hop_limit_exceeded");
        var depth = options.Value.ForwardedDepth;
        if (depth > entries.Count) return new(null, "forwarded_depth_unsatisfied");
        if (depth > 0) return Entry(entries[^depth]);
        for (var at = entries.Count - 1; at >= 0; at--)
        {
            var hop = Entry(entries[at]);
            if (hop.Address is not { } address || !_trusted.Contains(address)) return hop;
        }

        return new(null, "forwarded_chain_unresolved");
    }

    private static ClientAddress Entry(string text)
    {
        var entry = text.AsSpan().Trim();
        if (entry.Length > LongestEntry) return new(null, "forwarded_entry_too_long");
        if (entry.ContainsAnyExceptInRange('!', '~')) return new(null, "invalid_forwarded_bytes");
        return Parse(entry) is { } address ? new(AddressList.Normal(address)) : new(null, "invalid_forwarded_entry");
    }

    // `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:80`; nothing that only looks like one of them.
    private static IPAddress? Parse(ReadOnlySpan<char> entry)
    {
        if (entry.Length > 0 && entry[0] == '[')
        {
            var end = entry.IndexOf(']');
            return end > 0 && IsPort(entry[(end + 1)..]) ? Address(entry[1..end], wantsColon: true) : null;
        }

        var colon = entry.IndexOf(':');
        if (colon < 0) return Address(entry, wantsColon: false);
        if (colon != entry.LastIndexOf(':')) return Address(entry, wantsColon: true);
        return IsPort(entry[colon..]) ? Address(entry[..colon], wantsColon: false) : null;
    }

    // .NET reads "1" and "0x7f.1" as IPv4 addresses, and zones in IPv6 ones.
    private static IPAddress? Address(ReadOnlySpan<char> text, bool wantsColon)
    {
        if (text.Contains(':') != wantsColon || text.Contains('%')) return null;
        if (!wantsColon && (text.Count('.') != 3 || text.ContainsAnyExcept(DigitsAndDots))) return null;
        return IPAddress.TryParse(text, out var address) ? address : null;
    }

    private static bool IsPort(ReadOnlySpan<char> text) =>
        text.IsEmpty || (text[0] == ':' && ushort.TryParse(text[1..], NumberStyles.None, null, out var port) && port > 0);
}
