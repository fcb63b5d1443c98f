namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>The numbers are stored: never change one.</summary>
internal enum LinkPhase
{
    Pending = 1,

    /// <summary>One replica is exchanging the code; a code works once, so nobody else may.</summary>
    Exchanging = 2,

    Ended = 3,
}
