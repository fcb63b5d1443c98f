namespace CodexPooler.Routing.Continuity;

/// <summary>How often this replica sent sessions away from home, and how many tokens they had cached there.</summary>
internal sealed class HomeLeavings
{
    public long Moves { get; private set; }

    public long Detours { get; private set; }

    public long TokensLeftByMoves { get; private set; }

    public long TokensLeftByDetours { get; private set; }

    public void Add(bool detour, long cachedTokens)
    {
        if (detour)
        {
            Detours++;
            TokensLeftByDetours += cachedTokens;
        }
        else
        {
            Moves++;
            TokensLeftByMoves += cachedTokens;
        }
    }
}
