namespace CodexPooler.Accounts.Linking.Importing;

/// <summary>Why a file's login cannot be taken over.</summary>
internal static class ImportProblems
{
    private const string LinkInstead = "Link the account instead: pooler account link.";

    public static LinkProblem TooLarge { get; } =
        new("invalid_auth_json", "The file is larger than any login file.", "Give an auth.json, or a folder of login files.");

    public static LinkProblem NotJson { get; } =
        new("invalid_auth_json", "The file is not JSON.", "Give an auth.json, or a folder of login files.");

    public static LinkProblem ApiKey { get; } = new("unsupported_auth_json",
        "The file holds an API key, not a ChatGPT login: an API key has no Codex account behind it.",
            $"Run 'codex login' with ChatGPT, or: {LinkInstead}");

    public static LinkProblem PersonalToken { get; } =
        new("unsupported_auth_json", "The file holds a personal access token, which cannot be renewed.", LinkInstead);

    public static LinkProblem SealedBundle { get; } = new("unsupported_auth_json", "The file is an encrypted bundle.",
        "Export the accounts there as auth.json files and import those.");

    public static LinkProblem NoTokens { get; } = new("missing_tokens", "The file holds no tokens.", LinkInstead);

    public static LinkProblem NoRefreshToken { get; } =
        new("missing_refresh_token", "The file holds no refresh token, so the login would end within hours.", LinkInstead);

    public static LinkProblem Expired { get; } = new("expired_token",
        "The access token has expired; the refresh token may have been used elsewhere since.",
        $"Start Codex once with this login so that it renews the file, and import again. Or: {LinkInstead}");

    public static LinkProblem OtherProvider(string provider) =>
        new("unsupported_auth_json", $"The file is a login of '{provider}', not of Codex.", "Leave it out.");

    public static LinkProblem Missing(string name) => new("missing_token", $"The file holds no {name}.", LinkInstead);

    public static LinkProblem Invalid(string name) =>
        new("invalid_token", $"The file's {name} is not a token of the issuer.", LinkInstead);
}
