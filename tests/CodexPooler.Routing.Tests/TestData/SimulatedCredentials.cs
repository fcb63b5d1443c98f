using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Simulator;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CodexPooler.Routing.Tests.TestData;

/// <summary>The accounts service's tokens as an edge gets them: the simulator's own, or none where a test says so.</summary>
internal sealed class SimulatedCredentials(
    SimulatorHost simulator, SimulatedCredentials.State state) : Credentials.CredentialsBase
{
    public override Task<Credential> Get(GetCredentialRequest request, ServerCallContext context) =>
        state.Without.Contains(request.AccountId)
            ? throw new RpcException(new Status(StatusCode.FailedPrecondition, "The account needs attention."))
            : Task.FromResult(Issue(request.AccountId, 1));

    public override Task<Credential> Refresh(RefreshCredentialRequest request, ServerCallContext context) =>
        Task.FromResult(Issue(request.AccountId, request.RejectedGeneration + 1));

    private Credential Issue(string account, long generation) => new()
    {
        AccountId = account,
        Generation = generation,
        AccessToken = simulator.IssueAccessToken(account),
        ExpiresAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddHours(1)),
        UpstreamAccountId = account,
        UpstreamBase = simulator.BaseAddress.ToString(),
    };

    internal sealed class State
    {
        /// <summary>Accounts whose login is gone.</summary>
        public HashSet<string> Without { get; } = [];
    }
}
