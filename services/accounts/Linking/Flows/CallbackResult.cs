using CodexPooler.ServiceDefaults.Secrets;

namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>What the address a browser ended on says; a problem leaves the login as it is.</summary>
internal sealed record CallbackResult(string State, SecretText Code, bool Denied, LinkProblem? Problem)
{
    public static CallbackResult Wrong(LinkProblem problem) => new("", default, false, problem);
}
