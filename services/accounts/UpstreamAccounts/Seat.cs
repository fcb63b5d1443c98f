using System.Security.Cryptography;
using System.Text;

namespace CodexPooler.Accounts.UpstreamAccounts;

/// <summary>The identity of a lineage: account, workspace and user together. Two links of one seat are one account.</summary>
internal sealed record Seat(string AccountId, string WorkspaceId, string UserId)
{
    /// <summary>What the store keeps unique; it does not tell whose seat it is.</summary>
    public string UniqueName() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{AccountId}\n{WorkspaceId}\n{UserId}")));
}
