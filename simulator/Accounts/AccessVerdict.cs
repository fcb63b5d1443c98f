namespace CodexPooler.Simulator.Accounts;

internal readonly record struct AccessVerdict
{
    private AccessVerdict(SimulatedAccount? account, string code, string message) =>
        (Account, Code, Message) = (account, code, message);

    /// <summary>Null when access is denied.</summary>
    public SimulatedAccount? Account { get; }

    public string Code { get; }

    public string Message { get; }

    public static AccessVerdict Grant(SimulatedAccount account) => new(account, "", "");

    public static AccessVerdict Missing { get; } =
        new(null, "missing_authorization", "Unauthorized. Send Authorization: Bearer.");

    public static AccessVerdict Unknown { get; } =
        new(null, "token_invalid", "Could not parse your authentication token. Please try signing in again.");

    public static AccessVerdict Expired { get; } =
        new(null, "token_expired", "Provided authentication token is expired. Please try signing in again.");

    public static AccessVerdict Revoked { get; } =
        new(null, "token_revoked", "Your authentication token has been invalidated. Please try signing in again.");

    public static AccessVerdict WrongAccount { get; } =
        new(null, "account_mismatch", "The chatgpt-account-id header does not belong to this token.");
}
