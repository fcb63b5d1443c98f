namespace CodexPooler.Simulator.Accounts;

/// <summary>Three accounts of different plans, enough to see a pool at work.</summary>
public static class StartingAccounts
{
    public static IReadOnlyList<SimulatedAccount> Three { get; } =
    [
        new() { Id = "acct-plus", Plan = "plus" },
        new() { Id = "acct-pro", Plan = "pro", SavedResets = 2 },
        new() { Id = "acct-team", Plan = "team", WorkspaceId = "ws-team", Residency = "us" },
    ];
}
