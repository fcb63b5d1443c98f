using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Linking;

/// <summary>Which account a credential goes to, or why to none.</summary>
internal sealed record Placement(Account? Account, bool Added, LinkProblem? Problem)
{
    public static Placement Refuse(LinkProblem problem) => new(null, false, problem);
}
