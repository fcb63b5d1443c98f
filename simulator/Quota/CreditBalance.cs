namespace CodexPooler.Simulator.Quota;

/// <summary>Bought credits, as the backend shows them; the balance is a decimal string on the wire.</summary>
public sealed record CreditBalance(bool HasCredits, bool Unlimited, string Balance)
{
    public static CreditBalance None { get; } = new(false, false, "");
}
