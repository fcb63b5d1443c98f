using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Linking;

/// <summary>What came of putting a credential to an account.</summary>
internal abstract record LinkOutcome
{
    private LinkOutcome()
    {
    }

    public sealed record Linked(Account Account, bool Added, IReadOnlyList<string> Warnings) : LinkOutcome;

    public sealed record Refused(LinkProblem Problem) : LinkOutcome;
}
