using CodexPooler.Contracts.Credentials.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CodexPooler.Bench.Edge.Hosting;

/// <summary>Tokens of the usual length, all of them for the fake upstream.</summary>
internal sealed class BenchCredentials : Credentials.CredentialsBase
{
    private static readonly string Token = new('t', 1500);

    public override Task<Credential> Get(GetCredentialRequest request, ServerCallContext context) =>
        Task.FromResult(new Credential
        {
            AccountId = request.AccountId,
            Generation = 1,
            AccessToken = Token,
            ExpiresAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(1)),
            UpstreamAccountId = request.AccountId,
            UpstreamBase = Environment.GetEnvironmentVariable(HostSettings.Upstream),
        });
}
