using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Simulator;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CodexPooler.Edge.Tests.Proxying;

/// <summary>Tokens of the simulator's accounts; the first one of each may be made worthless.</summary>
internal sealed class SimulatorCredentials(SimulatorHost simulator, CredentialSwitch broken)
    : Contracts.Credentials.V1.Credentials.CredentialsBase
{
    public override Task<Credential> Get(GetCredentialRequest request, ServerCallContext context) =>
        Task.FromResult(Issue(request.AccountId, 1, broken.FirstTokenIsWorthless ? "worthless" : Token(request.AccountId)));

    public override Task<Credential> Refresh(RefreshCredentialRequest request, ServerCallContext context) =>
        Task.FromResult(Issue(request.AccountId, request.RejectedGeneration + 1, Token(request.AccountId)));

    private string Token(string account) => simulator.IssueAccessToken(account);

    private Credential Issue(string account, long generation, string token) => new()
    {
        AccountId = account,
        Generation = generation,
        AccessToken = token,
        ExpiresAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddHours(1)),
        UpstreamAccountId = account,
        UpstreamBase = simulator.BaseAddress.ToString(),
    };
}
