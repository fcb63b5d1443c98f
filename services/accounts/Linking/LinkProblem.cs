namespace CodexPooler.Accounts.Linking;

/// <summary>Why a link did not come about: a stable code, a sentence, what to do.</summary>
internal sealed record LinkProblem(string Code, string Message, string Remedy);
