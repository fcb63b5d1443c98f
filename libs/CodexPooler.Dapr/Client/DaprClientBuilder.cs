using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Dapr.Client;

/// <summary>Builds a <see cref="DaprClient"/>; what is not set comes from the environment, as deployments set it.</summary>
public sealed class DaprClientBuilder
{
    private DaprEndpoints _endpoints;
    private JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);
    private TimeSpan _timeout = TimeSpan.FromSeconds(100);
    private TimeProvider _time = TimeProvider.System;

    /// <summary>Reads addresses and tokens from the configuration first, then from the environment.</summary>
    public DaprClientBuilder(IConfiguration? configuration = null) => _endpoints = DaprEndpoints.Resolve(configuration);

    /// <summary>Sets the sidecar's HTTP address.</summary>
    public DaprClientBuilder UseHttpEndpoint(string httpEndpoint)
    {
        _endpoints = _endpoints with { Http = DaprEndpoints.Parse(httpEndpoint, nameof(httpEndpoint)) };
        return this;
    }

    /// <summary>Sets the sidecar's token.</summary>
    public DaprClientBuilder UseDaprApiToken(string apiToken)
    {
        _endpoints = _endpoints with { ApiToken = string.IsNullOrEmpty(apiToken) ? null : apiToken };
        return this;
    }

    /// <summary>Sets how values are read and written.</summary>
    public DaprClientBuilder UseJsonSerializationOptions(JsonSerializerOptions options)
    {
        _json = options;
        return this;
    }

    /// <summary>Sets how long a call may take.</summary>
    public DaprClientBuilder UseTimeout(TimeSpan timeout)
    {
        _timeout = timeout;
        return this;
    }

    /// <summary>Sets the clock that waits use.</summary>
    public DaprClientBuilder UseTimeProvider(TimeProvider time)
    {
        _time = time;
        return this;
    }

    /// <summary>Creates the client.</summary>
    public DaprClient Build() => new SidecarDaprClient(Connect(_endpoints, _timeout), _json, _time);

    internal static SidecarConnection Connect(DaprEndpoints endpoints, TimeSpan timeout)
    {
        var handler = new SocketsHttpHandler
        {
            // The sidecar restarts with its pod; a connection must not outlive an address for long.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
        };
        return new SidecarConnection(new HttpClient(handler) { Timeout = timeout }, endpoints.Http, endpoints.ApiToken);
    }
}
