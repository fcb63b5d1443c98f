namespace CodexPooler.Routing.Selection;

/// <summary>The cohort with the most accounts able to serve; among equals the one that holds the first account.</summary>
internal static class CohortChoice
{
    public static ulong Of(CandidateView view, ReadOnlySpan<int> survivors)
    {
        var counts = new Dictionary<ulong, int>();
        foreach (var place in survivors)
        {
            var cohort = view.Candidates[place].Cohort;
            counts[cohort] = counts.GetValueOrDefault(cohort) + 1;
        }

        var chosen = view.Candidates[survivors[0]].Cohort;
        foreach (var place in survivors)
        {
            var cohort = view.Candidates[place].Cohort;
            if (counts[cohort] > counts[chosen])
                chosen = cohort;
        }

        return chosen;
    }
}
