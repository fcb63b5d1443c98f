using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Grpc.Server;

// The form of Grpc.Core: "ipv4:address:port", "ipv6:[address]:port" or "unix:".
internal static class PeerName
{
    public static string Of(ConnectionInfo connection)
    {
        if (connection.RemoteIpAddress is not { } address) return "unix:";
        var family = address.AddressFamily == AddressFamily.InterNetworkV6 ? "ipv6" : "ipv4";
        return $"{family}:{new IPEndPoint(address, connection.RemotePort)}";
    }
}
