using CodexPooler.Edge.Authentication;
using CodexPooler.Edge.Credentials;
using CodexPooler.Edge.Ingress;
using CodexPooler.Edge.Models;
using CodexPooler.Edge.Turns;
using CodexPooler.Edge.Upstream;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Sockets;

/// <summary>What all sockets share to have their turns served.</summary>
internal sealed class SocketDesk(
    AttemptLoop loop, KeyAuthenticator keys, KeyGuard guard, Bulkheads bulkheads, DrainGate drain, CredentialSource credentials,
    ModelsEtag models, TurnOpening opening, SocketMetrics metrics, RefusedUpgrades refused,
    IOptions<UpstreamOptions> limits, TimeProvider time)
{
    public AttemptLoop Loop => loop;

    public KeyAuthenticator Keys => keys;

    public KeyGuard Guard => guard;

    public Bulkheads Bulkheads => bulkheads;

    public DrainGate Drain => drain;

    public CredentialSource Credentials => credentials;

    public ModelsEtag Models => models;

    public TurnOpening Opening => opening;

    public SocketMetrics Metrics => metrics;

    public RefusedUpgrades Refused => refused;

    public UpstreamOptions Limits { get; } = limits.Value;

    public TimeProvider Time => time;
}
