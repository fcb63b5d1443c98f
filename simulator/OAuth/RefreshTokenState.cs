namespace CodexPooler.Simulator.OAuth;

public enum RefreshTokenState
{
    Live,
    Spent,
    Expired,
    Invalidated,
}
