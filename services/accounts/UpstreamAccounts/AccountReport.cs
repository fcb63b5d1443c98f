using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.UpstreamAccounts;

/// <summary>What became known about an account's credential; a null plan is no news.</summary>
internal sealed record AccountReport(AccountStatus Status, string Reason, long Generation, string? Plan = null);
