using CodexPooler.Accounts.Tokens.Refreshing;
using Grpc.Core;

namespace CodexPooler.Accounts.Serving;

/// <summary>Why there is no credential, as a status the edge and the command line can act on.</summary>
internal static class CredentialRefusals
{
    public static RpcException Of(Guid accountId, RefreshResult result) => result switch
    {
        RefreshResult.NotLinked => new(new Status(StatusCode.NotFound, $"Account {accountId} holds no credential. Link it.")),
        RefreshResult.ReauthRequired reauth => new(
            new Status(StatusCode.FailedPrecondition, $"Account {accountId}: {ReauthReasons.Describe(reauth.Code)}")),
        RefreshResult.SealedAway away => new(
            new Status(StatusCode.DataLoss, $"Account {accountId}: the stored credential cannot be opened: {away.Why}.")),
        RefreshResult.Transient transient => new(new Status(StatusCode.Unavailable, $"Account {accountId}: {transient.Reason}")),
        _ => new(new Status(StatusCode.Internal, $"Account {accountId}: no credential.")),
    };
}
