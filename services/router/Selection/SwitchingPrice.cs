using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Selection;

/// <summary>
/// Leaving an account costs the tokens it has cached for the session and a risk to continuity; it gains headroom. Both sides are
/// shares of one, so a session with nothing cached moves for a large gain, and one with a long prompt does not move for any.
/// </summary>
internal static class SwitchingPrice
{
    public static double Of(PinFact pin, double weight, ScoringOptions options) => Of(pin.CachedTokens, weight, options);

    public static double Of(long cachedTokens, double weight, ScoringOptions options)
    {
        var cached = (double)cachedTokens / (cachedTokens + options.CacheHalfPrice);
        return weight * (options.ContinuityRisk + cached);
    }

    public static double Gain(Candidate home, Candidate other, double inFlightPercent) =>
        (Left(other, inFlightPercent) - Left(home, inFlightPercent)) / 100;

    private static double Left(Candidate candidate, double inFlightPercent) =>
        Math.Max(0, candidate.Reading.Headroom - (candidate.State.InFlight * inFlightPercent));
}
