namespace CodexPooler.Routing.Selection;

internal static class Tiers
{
    /// <summary>
    /// The tier an account must explicitly offer; empty when any account will do. Fast and priority are one tier.
    /// </summary>
    public static string Demanded(string tier) => tier switch
    {
        "" or "auto" or "default" => "",
        "fast" => "priority",
        _ => tier,
    };

    public static bool Offers(Candidate candidate, string demanded)
    {
        if (candidate.Offer is null)
            return false;
        foreach (var tier in candidate.Offer.Tiers)
        {
            if (Demanded(tier) == demanded)
                return true;
        }

        return false;
    }
}
