namespace CodexPooler.Simulator.Accounts;

/// <summary>Issues and checks the bearer tokens of the backend.</summary>
internal interface IAccessTokens
{
    string Issue(SimulatedAccount account);

    AccessVerdict Verify(string bearer);

    /// <summary>Makes every access token issued to the account so far expired, on the simulator's clock.</summary>
    void ExpireNow(string accountId);

    /// <summary>Makes every access token issued to the account so far revoked.</summary>
    void Revoke(string accountId);
}
