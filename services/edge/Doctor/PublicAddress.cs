using System.Net;
using CodexPooler.Edge.Ingress;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Doctor;

/// <summary>Where clients reach us: as configured, else where we listen; never what a request says.</summary>
internal sealed class PublicAddress(IOptions<IngressOptions> options, IServer server)
{
    public Uri? Base => (options.Value.PublicUrl ?? Listening()) is { } origin ? new Uri(origin, "/backend-api/codex") : null;

    private Uri? Listening()
    {
        if (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is not { } bound) return null;
        var address = BindingHost(bound);
        return Uri.TryCreate(address, UriKind.Absolute, out var url) ? url : null;
    }

    private static string BindingHost(string bound) => bound
        .Replace("//[::]", $"//{IPAddress.Loopback}", StringComparison.Ordinal)
        .Replace($"//{IPAddress.Any}", $"//{IPAddress.Loopback}", StringComparison.Ordinal)
        .Replace("//*", $"//{IPAddress.Loopback}", StringComparison.Ordinal)
        .Replace("//+", $"//{IPAddress.Loopback}", StringComparison.Ordinal);
}
