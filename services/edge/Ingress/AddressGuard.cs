using System.Net;
using CodexPooler.Edge.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Ingress;

/// <summary>Lets in whom the allow-list names. An address that cannot be known is on no list.</summary>
internal sealed class AddressGuard(ClientAddressReader reader, IOptions<IngressOptions> options)
{
    private readonly AddressList _allowed = new(options.Value.AllowedAddresses);

    public ErrorCode? Check(HttpContext context, out IPAddress? client)
    {
        var peer = context.Connection.RemoteIpAddress;
        var found = reader.Read(peer, context.Request.Headers);
        client = found.Address ?? peer;
        if (_allowed.IsEmpty) return null;
        return found.Address is { } address && _allowed.Contains(address) ? null : ErrorCode.AccessDenied;
    }
}
