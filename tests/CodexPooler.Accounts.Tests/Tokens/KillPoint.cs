namespace CodexPooler.Accounts.Tests.Tokens;

/// <summary>Where in a renewal a process is killed, by the rows of the failure table.</summary>
internal enum KillPoint
{
    /// <summary>F1: its claim has not reached the store.</summary>
    BeforeTheClaim,

    /// <summary>F2: the store has the claim, the process does not know.</summary>
    ClaimUnanswered,

    /// <summary>F2: claimed, the issuer has not heard of it.</summary>
    BeforeTheExchange,

    /// <summary>F3: the issuer has rotated, its answer is lost.</summary>
    ExchangeUnanswered,

    /// <summary>F4: the answer has arrived, the result has not reached the store.</summary>
    BeforeTheResult,

    /// <summary>F5: the store has the result, the process does not know.</summary>
    ResultUnanswered,

    /// <summary>F10: the issuer has refused for good, the store does not know.</summary>
    BeforeTheVerdict,
}
