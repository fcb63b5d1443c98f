using System.Diagnostics.Metrics;
using System.Net;

namespace CodexPooler.Edge.Warmup.Clients;

/// <summary>Connections of a rehearsal's own clients.</summary>
internal static class RehearsalClients
{
    public static SocketsHttpHandler Handler(IMeterFactory meters) => new()
    {
        MeterFactory = meters,
        ActivityHeadersPropagator = null,
        AutomaticDecompression = DecompressionMethods.None,
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        EnableMultipleHttp2Connections = true,
    };
}
