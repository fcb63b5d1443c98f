namespace CodexPooler.Cli;

/// <summary>What a script can tell from how the command ended. Never change a number.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int NotFound = 3;
    public const int Refused = 4;
    public const int Denied = 5;
    public const int Unavailable = 6;
    public const int Conflict = 7;

    public const string Help =
        """
        Exit codes: 0 done · 1 failed · 2 wrong usage · 3 not found or ambiguous · 4 refused by a rule
        5 not signed in or not allowed · 6 the server does not answer · 7 changed meanwhile, read again and repeat
        """;
}
