using CodexPooler.Edge.Bodies;
using CodexPooler.Edge.Credentials;
using CodexPooler.Edge.Sockets.Framing;
using CodexPooler.Edge.Sockets.Handshakes;
using CodexPooler.Edge.Turns;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Sockets;

/// <summary>Opens connections for attempts; a refused token is renewed once.</summary>
internal sealed class UpstreamDialer(
    CredentialSource credentials, UpstreamHandshake handshake, RefusedUpgrades refused, IOptions<SocketOptions> options,
    IOptions<BodyOptions> bodies, TimeProvider time)
{
    public async Task<(UpstreamSocket? Socket, ConnectResult Result)> DialAsync(
        Turn turn, TurnAttempt attempt, IHeaderDictionary headers, CancellationToken cancellationToken)
    {
        var lease = attempt.Lease;
        if (refused.HasRefused(lease.AccountId)) return (null, new((Stream?)null) { Fault = FaultSignals.UpgradeRefused() });
        HeldCredential credential;
        try
        {
            credential = await credentials.GetAsync(lease.AccountId, lease.CredentialGeneration, cancellationToken);
        }
        catch (RpcException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, new((Stream?)null) { Fault = FaultSignals.Credential() });
        }

        for (var renewed = false; ; renewed = true)
        {
            var origin = lease.UpstreamBase.Length > 0 ? new Uri(lease.UpstreamBase) : credential.UpstreamBase;
            var address = new Uri(origin, turn.Route.UpstreamPath);
            var result = await handshake.ConnectAsync(address, headers, credential, cancellationToken);
            attempt.CredentialGeneration = credential.Generation;
            if (result.Stream is { } stream)
            {
                refused.Taken(lease.AccountId);
                return (Open(stream, credential), result);
            }

            if (result.Status == StatusCodes.Status426UpgradeRequired)
            {
                refused.Refused(lease.AccountId);
                return (null, result with { Fault = FaultSignals.UpgradeRefused() });
            }

            if (result is not { Status: StatusCodes.Status401Unauthorized, Reply.IsHtml: false }) return (null, result);
            var newer = renewed ? null : await credentials.RenewAsync(credential, cancellationToken);
            result.Fault!.Renewed = newer is null;
            if (newer is null) return (null, result);
            credential = newer;
        }
    }

    private UpstreamSocket Open(Stream stream, HeldCredential credential) =>
        new(
            new SocketLink(stream, isServer: false, inflater: null, bodies.Value.MaxBytes), credential,
            options.Value.PingEvery, time);
}
