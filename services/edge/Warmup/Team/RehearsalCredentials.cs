using CodexPooler.Contracts.Credentials.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CodexPooler.Edge.Warmup.Team;

/// <summary>A token of the usual length that opens nothing, for the rehearsal's own upstream in clear or over TLS.</summary>
internal sealed class RehearsalCredentials(Uri clear, Uri secure, TimeProvider time) : Contracts.Credentials.V1.Credentials.CredentialsBase
{
    private static readonly string Token = new('t', 1500);

    public override Task<Credential> Get(GetCredentialRequest request, ServerCallContext context) =>
        Task.FromResult(new Credential
        {
            AccountId = request.AccountId,
            Generation = 1,
            AccessToken = Token,
            ExpiresAt = Timestamp.FromDateTimeOffset(time.GetUtcNow().AddDays(1)),
            UpstreamAccountId = request.AccountId,
            UpstreamBase = (request.AccountId == RehearsalTeam.Secure ? secure : clear).AbsoluteUri,
        });
}
