using System.Collections.Concurrent;
using CodexPooler.Contracts.Credentials.V1;
using Grpc.Core;
using Client = CodexPooler.Contracts.Credentials.V1.Credentials.CredentialsClient;

namespace CodexPooler.Edge.Credentials;

/// <summary>
/// Access tokens in memory only. Fetched when missing or about to end, renewed after a 401; while accounts is away, what lives
/// serves.
/// </summary>
internal sealed class CredentialSource(Client client, TimeProvider time)
{
    private static readonly TimeSpan FetchAhead = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, HeldCredential> _held = new(StringComparer.Ordinal);

    /// <exception cref="RpcException">There is none, and why.</exception>
    public async ValueTask<HeldCredential> GetAsync(string accountId, long atLeastGeneration, CancellationToken cancellationToken)
    {
        var found = _held.TryGetValue(accountId, out var held);
        if (found && held!.Generation >= atLeastGeneration && held.ExpiresAt - time.GetUtcNow() > FetchAhead) return held;
        try
        {
            return Keep(await client.GetAsync(new() { AccountId = accountId }, Options(cancellationToken)));
        }
        catch (RpcException cause)
            when (found && cause.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded && Lives(held!))
        {
            return held!;
        }
    }

    /// <summary>After the upstream refused <paramref name="refused"/>; null when there is nothing newer.</summary>
    public async Task<HeldCredential?> RenewAsync(HeldCredential refused, CancellationToken cancellationToken)
    {
        if (_held.TryGetValue(refused.AccountId, out var held) && held.Generation > refused.Generation) return held;
        try
        {
            var request = new RefreshCredentialRequest { AccountId = refused.AccountId, RejectedGeneration = refused.Generation };
            var renewed = Keep(await client.RefreshAsync(request, Options(cancellationToken)));
            return renewed.Generation > refused.Generation ? renewed : null;
        }
        catch (RpcException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private bool Lives(HeldCredential held) => held.ExpiresAt > time.GetUtcNow();

    private CallOptions Options(CancellationToken cancellationToken) =>
        new(deadline: (time.GetUtcNow() + Patience).UtcDateTime, cancellationToken: cancellationToken);

    private HeldCredential Keep(Credential credential)
    {
        var fetched = new HeldCredential(
            credential.AccountId, credential.Generation, new(credential.AccessToken), credential.ExpiresAt.ToDateTimeOffset(),
            credential.UpstreamAccountId, new Uri(credential.UpstreamBase));
        return _held.AddOrUpdate(fetched.AccountId, fetched, (_, now) => now.Generation > fetched.Generation ? now : fetched);
    }
}
