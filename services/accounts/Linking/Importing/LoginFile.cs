using CodexPooler.Accounts.Tokens;

namespace CodexPooler.Accounts.Linking.Importing;

/// <summary>One login found in a file, or why what was found is none.</summary>
internal sealed record LoginFile(TokenSet? Tokens, string AccountId, bool Disabled, LinkProblem? Problem)
{
    public static LoginFile Refuse(LinkProblem problem) => new(null, "", false, problem);
}
